"""Spanish: what the site prints around its articles, and the sentences of any story.

Streets, rivers, workshops and clubs are feminine, so that one form fits every template.
"""

from crawler.demo.language import Interface, Language, Prose, words
from crawler.demo.topics.es import TOPICS

INTERFACE = Interface(
    summary_ask="¿No tienes tiempo para leer?",
    summary_do="Obtener un resumen",
    previous="Artículo anterior",
    next="Artículo siguiente",
    share=("Compartir este artículo", "Copiar enlace", "Enviar por correo"),
    newsletter=(
        "Suscríbete a nuestro boletín",
        "Las cinco historias del día en tu correo, cada mañana a las seis.",
        "Suscribirme",
    ),
    read_also="Lea también",
    cookie=("Utilizamos cookies para mejorar nuestro sitio.", "Aceptar todo"),
    bio="{author} escribe en {site} desde la fundación del periódico.",
    by="Por",
    published="Publicado",
    tags="Etiquetas",
    copyright="Todos los derechos reservados.",
    comments="Inicia sesión para comentar",
    related="Artículos relacionados",
    older="Noticias anteriores",
    home="Portada",
    sections=(("Ciudad", "ciudad"), ("Economía", "economia"), ("Cultura", "cultura")),
    about=(
        "Quiénes somos",
        "Somos un periódico inventado. También lo son nuestros reporteros, lectores y rivales.",
        "Escribe a la redacción, llama a la centralita o visítanos entre las nueve y las cinco.",
    ),
    missing=(
        "Página no encontrada",
        "Lo sentimos, la página que buscas no existe o ha cambiado de lugar.",
        "Prueba con el buscador o vuelve a la portada.",
    ),
    consent=(
        "Valoramos tu privacidad",
        "Nosotros y nuestros socios almacenamos información en tu dispositivo, como cookies, y "
        "tratamos datos personales con fines de publicidad, medición y estudio de audiencia.",
        "Puedes aceptar todos los fines, rechazarlos o gestionar tus opciones en cualquier "
        "momento.",
    ),
    report="Informe anual (PDF)",
    months=words(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    date="{day} de {month} de {year}",
)

SPEAK = (
    "«[Nadie|Ninguno de nosotros] fue [consultado|avisado|escuchado] antes del {weekday}», dice "
    "{f}, que [vive|enseña|tiene una tienda] en la {street2} desde hace {8-40} años.",
    "«Es [tarde|pronto|hora] para [quejarse|celebrarlo|contar]», [responde|grita|suspira] {m}, de "
    "{28-79} años, [entre dos llamadas|entre el ruido de los taladros|mientras limpia las gafas].",
    "{f2}, de la {club}, [considera|encuentra] «[torpe|valiente|tardío]» el "
    "[plan|momento|anuncio] y [exige|espera] [cifras|respuestas|una reunión] antes del {weekday2}.",
    "[Preguntado por el coste|Al pedirle una fecha], {m2} [sonrió|dudó|se encogió de hombros]: "
    "«[Dennos|Necesitamos] {3-20} [semanas|días secos|manos más] y ya [verán|hablaremos]».",
    "Una vecina, {f3}, [contó|apuntó] {5-48} [llamadas|visitas|notas airadas] en {3-9} días y ya "
    "solo [abre|contesta] [después de comer|el {weekday}|a los amigos].",
    "«{town} [perdona|paga|olvida] [despacio|dos veces|en otoño]», decía siempre [su tía|su padre|"
    "el cura], [cuenta|recuerda] {m3} ante la {craft}.",
)

COUNT = (
    "En una encuesta de la {club} entre {310-980} [hogares|lectores|adultos], el {51-88} por "
    "ciento está [a favor|en contra|indeciso], [el doble|la mitad] que en {1999-2019}.",
    "En total, [la ciudad|la comarca|la provincia] ha [gastado|apartado|perdido] {2-47},{1-9} "
    "millones desde {month}, [un tercio|un décimo|casi todo] en [salarios|gasóleo|abogados].",
    "Los [estadísticos|secretarios] de {town2} cuentan {120-980} [casos parecidos|permisos|"
    "peticiones] al [año|trimestre], un {3-41} por ciento [más|menos] que [antes de la riada|en "
    "{1999-2019}].",
    "[Un hogar|Un visitante|Un empleado] de {town} [gana|paga|ahorra] de media {14-260} coronas, "
    "el precio de {2-9} [comidas|viajes|sacos de carbón] [en la {street2}|en {month}].",
    "{4-19} de {20-60} [aldeas|barriadas|oficinas] [enviaron|publicaron] sus [cifras|listas] el "
    "{weekday}; [las demás|el resto] [piden|tendrán] {5-30} [días|impresos] más.",
    "El nivel del agua en {town2} [alcanzó|marcó] el {weekday2} {41-97} centímetros, [una marca|"
    "una altura] que [un molinero|el observatorio] [vio|anotó] en {1921-1997}.",
)

RECALL = (
    "La [disputa|historia|idea] viene de {1961-2012}, cuando [un temporal|una huelga|un pleito] "
    "[vació|cerró] la {street2} durante {3-28} días y {m} [dejó|presidía] la {club}.",
    "Los lectores [fieles|mayores] recordarán [el invierno|el verano] de {1956-1996}, en que "
    "{town2} [vendió|empeñó] [su bomba de incendios|su plata|su última barcaza] por {300-970} "
    "coronas.",
    "Ya en {1931-1966} y en {1971-2009} hubo [planes|dibujos] más [audaces|modestos] que [acabaron|"
    "siguen] [en un cajón|en los tribunales|en comisión].",
    "La {street} se [trazó|empedró] en {1790-1899} [para la sal|con presos|tras un incendio], y "
    "hasta {1950-1979} la [cortaban|cruzaban] al anochecer [las cabras|los faroleros|los "
    "tranvías].",
    "[Cartas|Actas|Legajos] del archivo de {town2} [muestran|prueban] que {f} [rechazó|firmó|"
    "redactó] [otro|el primer] [contrato|texto] en {1982-2014}.",
    "[Antes|Antaño], [el solar|el patio] albergó una {craft}, luego {2-7} [familias|inquilinos] y, "
    "durante {3-20} [meses|semanas], [un circo|unas abejas|la aduana].",
)

OBJECT = (
    "Los [opositores|vecinos] [presentaron|enviaron] {9-70} [quejas|cartas|alegaciones], [sobre "
    "todo|también] por [el ruido|la sombra|el aparcamiento] en la {street2} [antes|después] de "
    "las {5-10}.",
    "La {club} [amenaza con|prevé] [pleitear|marcharse|recurrir] si [nada|poco] cambia antes del "
    "{weekday2}, y ha [reunido|pedido] {2-38}.{100-980} coronas.",
    "La [abogada|concejala|profesora] {f2} [discute|pone en duda] [el cálculo|el mapa|el texto] de "
    "la página {12-140}, donde [falta|baila|se perdió] [una nota|una columna].",
    "No todo {town2} aplaude: [una {craft}|el club de remo|una parroquia] [colgó|pintó] {3-20} "
    "[pancartas|banderas negras|sábanas] [por la noche|el {weekday}].",
    "Unos [naturalistas|pescadores|ornitólogos] [contaron|hallaron] {4-60} [nidos|murciélagos|"
    "anguilas] y [piden|reclaman], hasta {month}, [un estudio|una pausa|una valla].",
    "Más [barato|sencillo], según {m3}, sería [una barrera|un equipo pequeño|tener paciencia] en "
    "la {street}, como se [probó|vio] {2-11} [noches|semanas] en {town2} [sin líos|pese a la "
    "lluvia].",
)

AHEAD = (
    "La próxima [audiencia|reunión|votación] será el {weekday} en la {craft} de la {street2}; "
    "[habrá té|se abre] desde las {4-8} de la tarde.",
    "Antes de {month}, unos [topógrafos|voluntarios|agentes] deben [visitar|cartografiar] {60-480} "
    "[sótanos|jardines|casas] entre la {street} y la {river}.",
    "Si [el tiempo|el dinero|el humor] acompaña, {m} [espera|promete] [cortar la cinta|dar las "
    "llaves|brindar] {3-30} semanas [antes del plazo|después de abrir].",
    "[Nada|Poco] [cambiará|se moverá] antes del {weekday2}, cuando {f} [volverá|regresará] de "
    "{town2} con {2-9} [expertos|carpetas|variantes].",
    "Quien quiera [ayudar|protestar|mirar] puede [escribir|acudir] a la {club} en {6-30} días, en "
    "la {street2}, {3-80}, [por la mañana|sin cita].",
    "Después [decidirá|fallará] [un juez|la comarca|{m2}], lo que la última vez [llevó|costó] "
    "{3-16} [meses|semanas] y mucho [papel|té|aguante].",
)

PROSE = Prose(
    men=words("Anselmo Baltasar Crispín Dámaso Evaristo Fermín Gaspar Honorio Isidro Jacinto"),
    women=words("Amparo Benita Casilda Dorotea Eulalia Felisa Genoveva Herminia Jimena Leocadia"),
    surnames=words(
        "Almendralejo Barranquero Castrolongo Deheserán Encinarroya Fontalbo Grajalera Hornachuel "
        "Lagarejo Montejaque Navaluenga Olivardo Peñacorba Quintaneda Robleñas Valdecuna"
    ),
    words={
        "town": words("Puertalba_del_Mar Salobrar Villafrías Torrejuela Almarina Corcoya Bermeal"),
        "street": words("calle_Ancha calle_del_Pozo plaza_Nueva calle_Mayor cuesta_del_Horno"),
        "river": words("Arandina Guadalinda Tejera Almoza Riaza_Chica"),
        "weekday": words("lunes martes miércoles jueves viernes sábado domingo"),
        "month": words("enero febrero marzo abril mayo junio julio septiembre octubre noviembre"),
        "craft": words("panadería carpintería imprenta curtiduría lechería hilandería"),
        "goods": words("barómetros paraguas cazuelas acordeones faroles plumas"),
        "artist": words("poeta compositor fotógrafo vidriero cartógrafo titiritero"),
        "club": words("cofradía liga_de_inquilinos cámara_de_comercio coral sociedad_de_remo"),
    },
    topics=TOPICS,
    beats=(SPEAK, COUNT, RECALL, OBJECT, AHEAD),
    flashes=(
        (
            "Un temblor sacude {town} sin causar daños",
            "Un temblor de magnitud {2-3},{1-9} sacudió {town} el {weekday} a las "
            "{1-5}.{10-55}, según la estación de {town2}, que no informa de daños.",
        ),
        (
            "Muere {m}, vecino ilustre de {town}",
            "{m}, que dirigió la {club} de {town} durante {12-38} años, ha muerto a los "
            "{81-99} tras una breve enfermedad, anunció su familia el {weekday}.",
        ),
        (
            "Vuelven los trenes entre {town} y {town2}",
            "Los trenes entre {town} y {town2} volverán a circular el {weekday} desde las "
            "{4-6}.{10-55} tras retirarse de la vía un árbol caído junto a la {street}.",
        ),
    ),
    asides=(
        "El boletín de la alcaldesa, que en {town} [leen|abren] [pocos|{2-9}.{100-900} "
        "vecinos], lo había [insinuado|prometido] el {weekday2}.",
        "Los vecinos quisieron compartir [pronto|enseguida] [las fotos|la noticia|la factura], y "
        "el {weekday} hasta {town2} [lo sabía|hablaba de ello].",
        "Cada uno de los {3-9} [herederos|socios] deberá compartir [la pérdida|la ganancia], según "
        "una cláusula que {f} [redactó|tachó] en {month}.",
    ),
    quotes=(
        "Hemos [esperado|discutido|ahorrado] {4-30} años, y por fin {town} puede [dormir|respirar|"
        "empezar].",
        "[Vuelva|Pregunte] en {month} y le [enseñaré|diré] en qué se ha convertido la {street}.",
        "Un pueblo que [olvida|vende] su {craft} [debe|explica] [todo|algo] a [{town2}|sus hijos].",
    ),
    list_intros=(
        "Según el [plan|aviso] que {f3} [presentó|clavó] el {weekday2} en la {street}, "
        "[tres|estos] pasos [siguen|vienen ahora]:",
    ),
    list_items=(
        "[Obras|Mediciones] en la {street} desde el {2-28} de {month} a las {6-9}.",
        "[Vecinos|Inquilinos] de la {street2} aparcan tras la {craft} durante {3-20} noches.",
        "[Informe|Memoria] de {10-80} páginas como máximo para {m3} antes de {month}.",
    ),
    notes=(
        "Nota de la redacción: {m2} [colabora|colaboró] con este periódico y no tuvo parte en este "
        "[artículo|reportaje] sobre {town}.",
        "Corrección: una versión anterior de este artículo daba [el número|la suma] de {200-900}; "
        "es {20-90}, como señaló {f2} el {weekday2}.",
    ),
    citations=("[Fuente: {club} de {town}, acta del {weekday}]",),
    subheads=("Qué pasa ahora", "Los antecedentes"),
)

LANGUAGE = Language(code="es", interface=INTERFACE, prose=PROSE)
