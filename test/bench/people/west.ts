import { sometimesTwo, spread } from './culture.ts'
import type { Culture, Numbers, Spread } from './culture.ts'
import type { Weighted } from './draw.ts'

const german: Numbers = {
  calling: '49',
  trunk: '0',
  mobile: '151 152 157 159 160 162 163 170 171 172 173 174 175 176 177 178 179'.split(' '),
  rest: 8,
}
const french: Numbers = { calling: '33', trunk: '0', mobile: ['6', '7'], rest: 8 }
const spanish: Numbers = { calling: '34', trunk: '', mobile: ['6', '6', '6', '71', '72'], rest: 8 }
const italian: Numbers = {
  calling: '39',
  trunk: '',
  mobile: '320 328 331 333 334 338 339 340 345 347 348 349 351 366 380 388 391 392'.split(' '),
  rest: 7,
}
const british: Numbers = { calling: '44', trunk: '0', mobile: ['74', '75', '77', '78', '79'], rest: 8 }
const dutch: Numbers = { calling: '31', trunk: '0', mobile: ['6'], rest: 8 }
const swedish: Numbers = { calling: '46', trunk: '0', mobile: ['70', '72', '73', '76', '79'], rest: 7 }
const portuguese: Numbers = { calling: '351', trunk: '', mobile: ['91', '92', '93', '96'], rest: 7 }

/** Surnames: the most frequent comes to 1.2 % of its language, the thousandth to 0.02 %. */
const surnames: Pick<Spread, 'ranks' | 'exponent' | 'shift'> = { ranks: 60_000, exponent: 0.85, shift: 2 }
/** Given names: the most frequent to 2 to 3 %. */
const given: Pick<Spread, 'ranks' | 'exponent' | 'shift'> = { ranks: 1_500, exponent: 1.1, shift: 4 }

const deHosts: Weighted<string> = [
  ['gmail.com', 26],
  ['gmx.de', 21],
  ['web.de', 19],
  ['t-online.de', 11],
  ['hotmail.com', 5],
  ['outlook.de', 4],
  ['icloud.com', 4],
  ['yahoo.de', 4],
  ['freenet.de', 3],
  ['googlemail.com', 3],
]
const frHosts: Weighted<string> = [
  ['gmail.com', 37],
  ['hotmail.fr', 14],
  ['orange.fr', 13],
  ['hotmail.com', 6],
  ['outlook.fr', 5],
  ['yahoo.fr', 8],
  ['wanadoo.fr', 5],
  ['free.fr', 5],
  ['laposte.net', 3],
  ['icloud.com', 4],
]
const southHosts: Weighted<string> = [
  ['gmail.com', 55],
  ['hotmail.com', 19],
  ['outlook.com', 5],
  ['yahoo.es', 6],
  ['icloud.com', 5],
  ['telefonica.net', 3],
]
const itHosts: Weighted<string> = [
  ['gmail.com', 46],
  ['libero.it', 18],
  ['hotmail.it', 9],
  ['yahoo.it', 7],
  ['alice.it', 5],
  ['virgilio.it', 4],
  ['icloud.com', 4],
  ['tiscali.it', 3],
]
const enHosts: Weighted<string> = [
  ['gmail.com', 46],
  ['hotmail.co.uk', 12],
  ['hotmail.com', 8],
  ['yahoo.co.uk', 9],
  ['icloud.com', 7],
  ['outlook.com', 6],
  ['btinternet.com', 5],
  ['sky.com', 3],
]
const northHosts: Weighted<string> = [
  ['gmail.com', 50],
  ['hotmail.com', 20],
  ['outlook.com', 7],
  ['icloud.com', 8],
  ['live.nl', 4],
  ['ziggo.nl', 3],
  ['telia.com', 3],
]

/** Western Europe by language, with how many of a hundred members each has. */
export const west: Weighted<Culture> = [
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Anna Maria Thomas Michael Julia Sabine Jürgen Lukas Laura Stefan Leon Petra Jörg Sophie Andreas Mia Günter Monika Emma Käthe Björn Felix Claudia Jens Ute Björg Hannah Jonas Renate Markus Ursula Finn Lena Dörte Wolfgang Heike Paul Antje Bernd Ingrid Sören Max Lea Tim Karin Frank Gisela Nico Svenja Oliver Ben Clara Tobias Silke Ralf Zoë Anneliese Götz Martina Heinz Nele Daniel Christian Andrea Susanne Birgit Peter Klaus Uwe Horst Angelika Elke Gabriele Brigitte Helga Erika Elias Noah Luis Marie Emilia Lina Mila Matteo Henry Theo Anton Jakob Emil Moritz Philipp David Jan Florian Sebastian Dominik Kevin Dennis Marcel Robert Matthias Christoph Simon Fabian Johannes Manuel René',
          parts: [
            'Al Ber Ger Gun Her Hil Irm Kun Lud Mar Ot Rein Sieg Wal Wer Ans Diet Ed Ekk Ro',
            '- i el in er',
            'hard bert linde trud mann win fried mar gard olf ine a',
          ],
          ...given,
        }),
        0.04,
        '-',
      ),
      family: sometimesTwo(
        spread({
          list: 'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer',
          parts: [
            'Alt Berg Birk Blum Brei Brenn Buch Burg Dorn Eber Eich Eisen Erl Feld Fels Fink Frei Gold Grün Grau Haber Hain Hasel Heck Heide Hirsch Holz Hopf Kalt Kirch Kling Kohl Korn Kraft Kreuz Kupfer Lauter Licht Lind Lob Löwen Mühl Neu Nieder Ober Oster Pfeil Quer Rauch Reb Rehn Ried Roggen Rosen Rüb Sand Schell Schön Silber Specht Stahl Starken Stein Storch Strauß Tann Teich Ufer Vier Wald Wasser Weiden Weis Wester Wiesen Wind Winkel Wolk Zeller Zill',
            '- en er s el',
            'bach berg berger brink bruch burg dorf eck egger feld fels gard graf hain halter hard hauer haus heim hof hofer holz huber kamp kötter land lein ler leitner lein mann maier meister mühl müller ner rath reich rich ring roth scheid schmidt schläger stein steiner thal thaler wald weiler wein wirth',
          ],
          ...surnames,
        }),
        0.05,
        '-',
      ),
      numbers: german,
      hosts: deHosts,
    },
    28,
  ],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Marie Jean Léa Pierre Camille François Chloé Michel Élodie Nicolas Anaïs Philippe Amélie Julien Manon Éric Aurélie Sébastien Inès Jérôme Céline Stéphane Hélène Frédéric Zoé Rémi Mélanie Cédric Noémie Loïc Émilie Benoît Maëlle Grégory Agnès Gaël Valérie Hervé Clémence Théo Sophie Raphaël Jeanne Gaëtan Lucie Antoine Margaux Hugo Léonie Louis Nathalie Isabelle Sylvie Catherine Martine Christine Françoise Monique Laurent Christophe Patrick Daniel Alain Bernard Thierry Pascal David Olivier Vincent Alexandre Thomas Maxime Lucas Arthur Jules Gabriel Adam Ethan Nathan Emma Jade Louise Alice Lina Rose Anna Mila Ambre Julia Romane Juliette',
          parts: [
            'Al Am Ber Clo Col Da Fa Flo Gui Hon Jo Lu Mar Ma Mi Ni Ro Sa So Vi Yo',
            '- ri é la lo ti vi',
            'ne nne tte l n lle anne ce que bert rd',
          ],
          ...given,
        }),
        0.12,
        '-',
      ),
      family: sometimesTwo(
        spread({
          list: 'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Müller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martínez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López Jean Dupuy',
          parts: [
            'Barr Beau Bel Berg Bla Bois Bon Bou Bret Carr Chab Cham Chan Char Cha Clair Cor Cou Dela Des Du Fau Fer Fleu Fou Gail Gar Gi Gre Gui Hu Jac Ja La Lan Lap Le Lou Mal Mar Mau Mo Mon Mou Na Pail Pel Per Pi Poi Pra Quin Ra Ri Ro Rou Sa Sau Sé Tail Tes Ti Tou Va Ver Vi Vil',
            '- be che de ge le li ma mo ne ri ro se ti vi',
            'ard aud ault ay bert bon ceau champ chet court dier din don eau elle er et ette fort gnon gneux ier ières in lain lard let lier ly mont nard nat net nier on ot quet rand reau ron roux ry seau son tel tier ton val vet ville',
          ],
          ...surnames,
        }),
        0.03,
        '-',
      ),
      numbers: french,
      hosts: frHosts,
    },
    22,
  ],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'María Antonio José Carmen Manuel Ana Francisco Isabel David Lucía Javier Laura Daniel Cristina Jesús Pilar Ángel Marta Álvaro Elena Sergio Sofía Rubén Raquel Adrián Mónica Pablo Rocío Iván Begoña Óscar Inés Andrés Nuria Ramón Verónica Joaquín Ángela Raúl Belén Hugo Íñigo Ainhoa Martín Jordi Núria Iñaki Nerea Víctor Concepción Pedro Rosa Luis Juan Carlos Miguel Rafael Alejandro Fernando Alberto Jorge Alfonso Josefa Dolores Teresa Francisca Antonia Mercedes Julia Alba Irene Silvia Patricia Eva Beatriz Sara Paula Andrea Claudia Noelia Susana Carla Valeria Mateo Leo Lucas Gonzalo Enzo Marc Pau Aitor Unai Xavier',
          parts: [
            'Al Bel Car Da El Fer Gra Her Il Ju Leo Mar Nar Or Pris Re Sal Te Va Ze',
            '- i o a ri ne di',
            'na do ta lia nio rta cia so ndo la no',
          ],
          ...given,
        }),
        0.2,
        ' ',
      ),
      family: sometimesTwo(
        spread({
          list: 'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Morales Molina Blanco Suárez Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes Carrasco Díez Aguilar Caballero Nieto Santana Vargas Pascual Giménez Herrero Hidalgo Montero Lorenzo Santiago Benítez Durán Ibáñez Arias Mora Ferrer Carmona Vicente Rojas Soto Crespo Román Pastor Velasco Parra Sáez Moya Bravo Rivera Gallardo Soler de_la_Torre del_Río de_la_Cruz',
          parts: [
            'Al Ar Bal Bar Ber Bo Cal Can Car Cas Cer Co Del Es Fal Fon Gal Gar Gra Gue He In Ja La Le Lu Ma Men Mi Mon Na Oli Or Pa Pal Pe Pi Por Que Ra Re Ri Ro Sa Sal San Se Sol Ta Te To Tri Ur Va Val Ve Vi Ya Za',
            '- be ca de ga la lle ma mi na ne ra re ri ro sa ta te va',
            'da dero do gón guez jano la lda les lla llo mar món na nda nos ñez ñán ra rales rez rín ros rra sa só ta tero tín va var vedo ya za zar',
          ],
          ...surnames,
        }),
        0.55,
        ' ',
      ),
      numbers: spanish,
      hosts: southHosts,
    },
    15,
  ],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Giuseppe Maria Anna Giovanni Antonio Francesca Luigi Giulia Marco Chiara Andrea Sara Francesco Martina Alessandro Elena Niccolò Sofia Matteo Alice Lorenzo Laura Davide Valentina Simone Federica Riccardo Silvia Stefano Paola Roberto Elisa Gabriele Giorgia Michele Aurora Luca Ilaria Tommaso Noemi Paolo Beatrice Salvatore Rosa Vincenzo Angela Domenico Giovanna Mario Teresa Pietro Lucia Carlo Carmela Angelo Caterina Franco Rita Bruno Daniela Claudio Barbara Massimo Cristina Fabio Roberta Alberto Patrizia Enrico Alessia Filippo Camilla Edoardo Emma Leonardo Ginevra Cesare Nicolò',
          parts: [
            'Al Ar Be Ci Do Er Fi Ga Il Lu Ma Ni Or Pa Ro Sa Te Va Vi',
            '- ne ri li sa ma fre',
            'na no da do la lda rio ria ta to sco',
          ],
          ...given,
        }),
        0.05,
        ' ',
      ),
      family: spread({
        list: "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore De_Rosa Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero D'Amico Sorrentino Negri Orlando Lo_Presti Di_Stefano",
        parts: [
          'Al An Ar Ba Bar Bel Ben Bo Bor Ca Cal Can Cap Car Ce Ci Col Cor Da Di Do Fa Fer Fi For Fra Ga Gal Gi Gra Gu La Lan Li Lo Ma Man Mar Maz Me Mi Mo Mon Na Ni Or Pa Pal Pe Pi Po Pre Ra Ri Ro Sa Sal San Sca Se Si So Spa Sta Ta Te To Tra Va Ve Vi Zam Za',
          '- be ca ci da de fa ga la le li lo ma me mi na ne ni po ra re ri ro sa se ta te ti va',
          'belli bini caccio celli chetti cini coli dini doni fredi ggi gni ldi lini lla llo mbo mini nari nato ndi nelli netti ni no nte nti ri rdi rini rone rri ssi sso telli ti tini tti valle zzi zzo',
        ],
        ...surnames,
      }),
      numbers: italian,
      hosts: itHosts,
    },
    14,
  ],
  [
    {
      given: spread({
        list: 'Oliver Olivia George Amelia Harry Isla Noah Ava Jack Emily Leo Sophia Charlie Grace Muhammad Mia Oscar Poppy Jacob Ella James Lily William Charlotte Thomas Evie Henry Freya David Sarah Paul Emma Mark Susan Andrew Margaret Richard Julie Stephen Karen John Helen Peter Joanne Robert Jane Michael Nicola Daniel Rebecca Christopher Laura Matthew Gemma Alan Siân Ian Chloé Gareth Niamh Rhys Saoirse Ciarán Zoë Seán Aoife Callum Fiona Euan Catriona Elizabeth Victoria Hannah Lucy Jessica Katie Samuel Benjamin Alexander Joseph Edward Max Lucas Archie Logan Ethan Isaac Theodore Arthur Alfie Freddie Rosie Daisy Florence Willow Phoebe Matilda',
        parts: [
          'Al Ar Bra Cal Del Ed Gar Hal Jar Kel Lan Mar Nor Per Ros Shel Tre Wil',
          '- len ling man li na',
          'den ly ton a ie ey ene ina rick son',
        ],
        ...given,
      }),
      family: sometimesTwo(
        spread({
          list: "Smith Jones Taylor Williams Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood Thompson White Watson Jackson Wright Green Harris Cooper King Lee Martin Clarke James Morgan Hughes Edwards Hill Moore Clark Harrison Scott Young Morris Hall Ward Turner Carter Phillips Mitchell Patel Adams Campbell Anderson Allen Cook Bailey Parker Miller Davis Murphy Price Bell Baker Griffiths Kelly Simpson Marshall Collins Bennett Cox Richardson Fox Gray Rose Chapman Hunt Robertson Shaw Reynolds Lloyd Ellis Richards Russell Wilkinson Khan Graham Stewart Reid Murray Powell Palmer Holmes Rogers Stevens Walsh Hunter Thomson Matthews Ross Owen Mason Knight O'Brien O'Neill McDonald MacLeod",
          parts: [
            'Ald Ash Bar Bath Beck Birch Black Brad Bram Bridg Bright Bur Cald Car Chil Clay Cob Cran Crow Dal Dun Ed El Fair Farn Fen Gar Glad Good Grim Had Ham Hart Hay Hazel Hol Horn Hux Ing Kes Kirk Lang Lath Light Lin Lock Mar May Mel Mid Nor Oak Pem Pen Rad Ram Red Ridge Ros Ruth Sel Shel Stan Stock Strat Sun Thorn Tre Up Wad Wal Wel West Whit Win Wood Wyn York',
            '- er in ing le s',
            'beck bourne bridge brook bury by cliffe combe cott croft dale den don field ford fold gate gill grave greave ham hope house hurst land leigh ley low man mead mere more ridge royd sett shaw shire smith stall stead stone ston thorpe ton twaite vale wall ward well wick wood worth',
          ],
          ...surnames,
        }),
        0.03,
        '-',
      ),
      numbers: british,
      hosts: enHosts,
    },
    11,
  ],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Lars Anna Jan Emma Søren Ingrid Erik Maja Anders Åsa Johan Elsa Pieter Sanne Daan Lieke Bjørn Astrid Sven Karin Håkan Malin Nils Linnea Göran Märta Åke Sigrid Mads Freja Jørgen Mette Rasmus Solveig Øystein Marit Willem Femke Joost Anouk Bram Fleur Sem Noor Mikkel Ida Kristian Camilla Tove Åsmund Hanne Magnus Kari Ole Liv Per Elin Henrik Sofie Mohammed Fatima Thijs Eva Lucas Julia Finn Tess Hendrik Maria Johannes Johanna Cornelis Elisabeth Wouter Margriet',
          parts: [
            'Aa Ar As Bir Ei Es Frø Gud Hal In Jo Kri Las Mor Nan Od Rag Si Tor Ul Vi Yr',
            '- ge le ne ri stei vi',
            'na ar ke ne ra rid ve run vald bjørg',
          ],
          ...given,
        }),
        0.04,
        '-',
      ),
      family: spread({
        list: 'Johansson Andersson de_Jong Jansen Hansen Nielsen de_Vries Karlsson Nilsson van_den_Berg Jensen Pedersen van_Dijk Bakker Eriksson Larsson Andersen Christensen Visser Smit Olsson Persson Larsen Sørensen Meijer de_Boer Svensson Gustafsson Mulder Rasmussen Petersen de_Groot Bos Pettersson Jonsson Madsen Kristensen Vos Peters Hendriks Jansson Hansson Olsen Thomsen van_Leeuwen Dekker Bengtsson Jönsson Christiansen Poulsen Brouwer de_Wit Lindberg Jakobsson Johansen Møller Dijkstra Smits Magnusson Olofsson Knudsen Mortensen de_Graaf van_der_Meer Lindström Lindqvist Berg Haugen van_der_Linden Kok Lundberg Lundgren Lie Øverby Åkesson Söderström Nygård Bjørnstad Sjöberg Öberg Ågren Strømsnes van_der_Heijden Schröder',
        parts: [
          'Alm As Berg Bjørk Blom Bo Brand Dal Dijk Ek El Engel Fager Fors Gran Grøn Haga Hede Hel Holm Håk Kall Kjær Kling Kvist Lager Lille Lind Lund Mo Ny Nord Oost Palm Rosen Rød Sand Ski Sjö Skog Sol Sten Strand Ström Stå Sund Sø Söder Ter Ting Tør Veen Ver Vester Vik Wester Åker Ås Öst Øster',
          '- e en er s um',
          'berg bo borg brink by bäck dahl dal donk falk feldt fors gaard gren gård hagen haug heim hof holm huis kamp kvist land laar lien lund man mark moen nes qvist rud sjø skov sma stad stein stra strand ström sund svik um vall veld vik vold',
        ],
        ...surnames,
      }),
      numbers: dutch,
      hosts: northHosts,
    },
    6,
  ],
  [
    {
      given: spread({
        list: 'Maja Lars Elsa Anders Alice Erik Ebba Nils Saga Oskar Åsa Göran Björn Linnéa Märta Jörgen Håkan Agnes Lovisa Emil Åke Signe Viggo Tuva Malin Johan Karin Eva Kristina Birgitta Margareta Per Mikael Jan Hans Fredrik Sara Anna Emma Jenny Sven Stefan Daniel Thomas',
        ...given,
      }),
      family: spread({
        list: 'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist Lindgren Berg Axelsson Bergström Lundberg Lind Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson Lundin Håkansson Björk Bergman Gunnarsson Holm Wikström',
        parts: [
          'Ahl Alm Asp Berg Björk Blad Blom Bränn Dahl Ek El Fager Fors Fål Gran Gull Hag Hall Hed Hell Holm Häll Kall Käll Lager Lill Lind Lund Lö Malm Mo Ny Norr Näs Palm Ren Ros Ryd Sand Sjö Skog Sköld Sten Stål Strand Ström Sund Svärd Söder Torn Vik Väster Ås Åker Älv Ör Öst Öster',
          '- e en er s a',
          'berg bom borg by bäck dahl din edt ell ello en feldt fors gren gård hag hed holm hult kvist land lin lind löf lund man mark nér qvist rud sjö skog sson ståhl strand ström sund vall vik åker',
        ],
        ...surnames,
      }),
      numbers: swedish,
      hosts: northHosts,
    },
    2,
  ],
  [
    {
      given: sometimesTwo(
        spread({
          list: 'Maria José António João Ana Manuel Luís Carlos Inês Francisco Beatriz Pedro Sofia Tomás Mariana Gonçalo Leonor Conceição Rúben Matilde Zé Fátima Hélder Cátia André Mónica Nuno Joana Rui Sara Paulo Catarina Miguel Rita Tiago Cláudia Ricardo Sónia Filipe Patrícia Diogo Margarida Afonso Carolina Simão Lúcia',
          ...given,
        }),
        0.25,
        ' ',
      ),
      family: sometimesTwo(
        spread({
          list: 'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes Matos Fonseca Machado Araújo Barbosa Tavares Lourenço Magalhães Brandão Conceição dos_Anjos da_Luz',
          parts: [
            'Al Ba Be Bra Ca Car Cas Co Es Fa Fer Fi Fon Gal Gou Gui La Lei Lo Ma Mo Ne Oli Pa Pe Pi Que Ra Re Ri Sa Sal Se Ta Te Va Ve Vi Xa Ze',
            '- ba ca da do ga la le lha ma me mo na ra re ri ro sa ta te va ve',
            'ção da dão das deira do gal gueira lha lho lo meida mões na nha nhão nheiro ral randa reira reiro ro rão ta teiro tos va val vares vedo zes',
          ],
          ...surnames,
        }),
        0.6,
        ' ',
      ),
      numbers: portuguese,
      hosts: southHosts,
    },
    2,
  ],
]
