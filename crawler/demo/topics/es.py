"""What the Spanish site reports on: two kinds of story in each of the three sections."""

from crawler.demo.language import Topic

TOPICS = (
    Topic(
        section=0,
        tags=("tráfico", "puentes"),
        headlines=(
            "La {street} de {town} se cierra durante {few} semanas",
            "{town} repara el puente sobre la {river} por {few} millones",
        ),
        ledes=(
            "Los [conductores|repartidores|viajeros] de {town} [tendrán que|deberán] buscar otro "
            "[paso|camino] sobre la {river} [a partir de|desde] {month}, cuando [se cierre|quede "
            "cortada] la {street} [durante|por] {few} semanas para "
            "cambiar [apoyos oxidados|vigas rotas|el firme gastado].",
        ),
        facts=(
            "Una inspección [con dron|desde una barca|con buzos] halló en {month} {12-60} "
            "[grietas|tornillos sueltos|soldaduras débiles], [casi todas|la mayoría|un tercio] en "
            "el pilar [norte|sur|central].",
            "El autobús {2-40} [parará|dará la vuelta] [desde ahora|por ahora] en la {street2}, y "
            "[una barca gratuita|una furgoneta|una pasarela] llevará a [los peatones|los alumnos|"
            "los ciclistas] a la orilla [derecha|izquierda].",
            "El contrato, de {2-9},{1-9} millones, fue para [una empresa familiar|un constructor|"
            "un taller] de {town2}, por delante de {3-9} [rivales|ofertas|aspirantes] [sin debate|"
            "por sorteo|tras dos rondas].",
            "Desde el {weekday} se [pesan|desvían|devuelven] los [camiones|tractores] de más de "
            "{4-30} toneladas, porque [un sensor|una cámara|un topógrafo] [midió|detectó] un "
            "desplazamiento de {3-19} milímetros.",
            "En {month} [un contador|una célula|un guardia] registró {4-29}.{100-980} pasos "
            "diarios en la {street}, un {5-31} por ciento más que [hace diez años|al abrirse|lo "
            "previsto].",
        ),
    ),
    Topic(
        section=0,
        tags=("escuelas", "ayuntamiento"),
        headlines=(
            "El pleno de {town} aprueba una escuela para {hundreds} niños",
            "{town} levantará una escuela de {few} millones en la {street}",
        ),
        ledes=(
            "Tras {3-9} horas de [debate|disputa|recuento], el pleno de {town} decidió el "
            "{weekday}, por {tens} votos contra {few}, levantar en la {street} una escuela para "
            "{hundreds} niños que costará {few} millones.",
        ),
        facts=(
            "El edificio tendrá {9-30} aulas, un [taller|gimnasio|teatro] abierto a [vecinos|"
            "jubilados|clubes] después de las {5-8} y {90-400} [placas solares|jardineras|metros "
            "de musgo] en el tejado.",
            "[Padres|Maestros|Familias] habían [reunido|entregado] {700-4800} firmas desde "
            "{month}, pues [muchos niños|los más pequeños] recorren {4-17} kilómetros hasta [el "
            "pupitre|la clase] en {town2}.",
            "Las [excavadoras|topógrafas|arqueólogas] llegarán en {month}; {14-30} meses después "
            "[sonará|se espera] la primera [campana|lección] junto a la {street2}.",
            "[El tesorero|Un fondo|La región] [promete|adelanta|garantiza] el {21-60} por ciento; "
            "el resto lo [prestará|pagará] {town2} en {12-30} años, [sin intereses|a plazo fijo|en "
            "especie].",
            "[Una enmienda|Otra propuesta] de {m}, que quería [reformar|ampliar|elevar] el anexo "
            "de la {street2} por {2-7} millones, [fracasó|se retiró] [por dos votos|sin debate|"
            "antes de medianoche].",
        ),
    ),
    Topic(
        section=1,
        tags=("puertos", "turismo"),
        headlines=(
            "El transbordador de {town} a {town2} vuelve tras {few} años",
            "Una línea de barcos trae {tens} empleos a {town}",
        ),
        ledes=(
            "Por primera vez en {few} años, un transbordador [nocturno|de coches|de pasajeros] "
            "unirá {town} y {town2} desde {month}, anunció el {weekday} [la autoridad portuaria|el "
            "capitán|la naviera], que promete {tens} empleos.",
        ),
        facts=(
            "El barco, [construido|pintado|comprado] en {town2} en {1994-2021}, [lleva|admite] "
            "{120-590} pasajeros y tarda {35-98} minutos [con calma|contra la corriente|a plena "
            "carga].",
            "El billete costará {9-28} coronas; [los alumnos|las enfermeras|los isleños] pagarán "
            "[la mitad|un tercio|nada], y [los perros|las bicicletas|los coches de niño] [viajan "
            "gratis|van en bodega|necesitan reserva].",
            "Desde {month} [dos dragas|unos buzos|varios voluntarios] sacaron [del canal|de la "
            "dársena] {400-980} toneladas de [lodo|chatarra|cadenas viejas], [a menudo|a veces] "
            "[de noche|a {2-9} metros].",
            "La línea [cerró|quebró|se hundió] cuando [un túnel|la autopista|un rival] le quitó el "
            "{40-80} por ciento [de la carga|del pasaje|de la caja] en {1978-2012}, y [el muelle|"
            "la grúa] quedó [para las gaviotas|para los pescadores|oxidándose].",
            "Los [hoteleros|pescaderos|hortelanos] de {town2} [esperan|calculan] un {4-30} por "
            "ciento más de [clientes|pedidos] y han [creado|previsto] {12-88} [puestos|plazas de "
            "aprendiz|contratos de verano].",
        ),
    ),
    Topic(
        section=1,
        tags=("empresas", "empleo"),
        headlines=(
            "La fábrica de {goods} de {town} suprime {hundreds} puestos",
            "Pedidos de ultramar salvan {hundreds} puestos en {town}",
        ),
        ledes=(
            "La [última|mayor] fábrica de {goods} de {town} publicó el {weekday} [una pérdida|un "
            "beneficio|una facturación] de {3-48} millones; en la nave de la {street} están en "
            "juego {hundreds} puestos.",
        ),
        facts=(
            "Las [ventas|exportaciones|entregas] a [Asia|Escandinavia|ultramar] [subieron|bajaron] "
            "un {4-37} por ciento en el [primer|segundo|tercer] trimestre, mientras [la madera|el "
            "flete|la luz] se encareció un {6-29}.",
            "[Los delegados|Las encargadas|Los capataces] lo supieron a las {6-9}, {30-90} minutos "
            "antes que [el turno|el almacén], por [un cartel|una carta] en [el comedor|la nave "
            "{2-9}].",
            "La casa, fundada en {1871-1968} por [dos hermanas|un relojero|un cocinero de barco], "
            "aún [posee|calienta|administra] {80-400} [viviendas|huertos|casitas] cerca de la "
            "{street2}.",
            "Una [prensa|máquina|cadena] traída de {town2} [dobla|clasifica|pule] {300-990} piezas "
            "por hora, tarea que [ocupaba|pedía] a {9-45} [personas|obreros] [hasta ahora|en "
            "{1999-2019}].",
            "[Bancos|Analistas|Proveedores] [temían|esperaban] algo [peor|distinto]: [la acción|el "
            "valor|el bono] [ganó|perdió] un {2-14} por ciento antes del {weekday2} [al mediodía|"
            "por la tarde].",
        ),
    ),
    Topic(
        section=2,
        tags=("museos", "historia"),
        headlines=(
            "Un desván de {town} guarda {hundreds} cartas de un {artist}",
            "El museo de {town} enseña lo que se ocultó {tens} años",
        ),
        ledes=(
            "[Un deshollinador|Un fontanero|Una heredera] encontró en un desván de la {street}, en "
            "{town}, {hundreds} cartas de un {artist} que [calló|desapareció|emigró] en "
            "{1868-1939}; llevaban allí {tens} años.",
        ),
        facts=(
            "[El baúl|La caja|El paquete] estaba bajo {4-30} [periódicos|tablas|misales] de "
            "{1880-1938} y contenía además {12-70} [bocetos|fotografías|flores secas].",
            "La conservadora {f} [leyó|copió|numeró] cada [hoja|página] durante {5-19} semanas y "
            "[cree|sospecha|afirma] que {20-80} se [escribieron|enviaron] en {town2}.",
            "[Un laboratorio|Un taller|Una imprenta] de {town2} [fechó|comparó] [la tinta|el papel|"
            "el lacre]; su informe de {30-90} páginas [apunta a|descarta|sugiere] el año "
            "{1868-1939}.",
            "La muestra ocupa {3-11} salas desde {month}, con [lectura|concierto|paseo] cada "
            "{weekday2} y [catálogo|entrada] a {4-19} coronas [para todos|entre semana].",
            "[Un marchante|Una universidad|Un anónimo] ofreció {40-690}.000 coronas, pero [la "
            "familia|quien lo halló] [donó|prestó|vendió] el lote a {town} [por un precio "
            "simbólico|el {weekday2}|contra todo consejo].",
        ),
    ),
    Topic(
        section=2,
        tags=("música", "festivales"),
        headlines=(
            "Un coro de {hundreds} voces llena la {street} de {town}",
            "El festival de {town} vende {few}.{hundreds} entradas en una mañana",
        ),
        ledes=(
            "Un coro de {hundreds} [aficionados|estibadores|escolares] [abrió|salvó|cerró] el "
            "{weekday} en la {street} el festival de {town}, con [una misa|canciones|una cantata] "
            "de {f}; se habían vendido {few}.{hundreds} entradas.",
        ),
        facts=(
            "[La lluvia|La niebla|Un apagón] echó {2-9} de {18-70} conciertos [del prado|del "
            "muelle|del patio] a [un hangar|la cochera|una iglesia] de la {street2}, donde [el "
            "sonido|la luz] [venía|dependía] de un generador.",
            "[El tenor|El solista] {m} [perdió|cuidó] la voz el {weekday2}; [un veterinario|su "
            "alumno|el organista] de {town2}, de {19-70} años, [cantó|salvó] el papel [sin ensayo|"
            "de memoria|con partitura].",
            "[Panaderos|Exploradores|Cerveceros] [sirvieron|vendieron] {3-14}.{100-980} "
            "[rosquillas|platos de sopa|vasos de sidra] en {4-9} horas [antes del descanso|a la "
            "cola] junto a la {river}.",
            "El [presupuesto|déficit] de {140-790}.000 coronas lo reparten la ciudad, [una "
            "fundación|una cervecera|una naviera] y {30-300} [mecenas|socios] que [pagaron|"
            "prestaron] {50-950} cada uno.",
            "[Críticos|Vecinos|Directores] [alabaron|anotaron] el {weekday2} [la acústica|el tempo|"
            "los silencios] bajo [la nave|el techo de hierro|los tilos], donde [el eco|la ovación] "
            "duró {3-9} [segundos|minutos].",
        ),
    ),
)
