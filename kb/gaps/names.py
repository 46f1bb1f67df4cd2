"""Given names that are no words of either language, so that they tell a person wherever they stand; pure.

Names that are words (`mark`, `grace`, `chiara`, `vera`, `franco`) are left out: they may be what is asked.
"""

_LISTED = """
alessandro alessia alessio alfredo andrea anna annalisa antonella antonio arianna beatrice
benedetta bruno camilla carla carlo carmela caterina claudia claudio cristian cristiano cristina daniela
daniele davide debora diego domenico edoardo elena eleonora elisa elisabetta emanuela emanuele enrico
fabio fabrizio federica federico ferdinando filippo francesca francesco gabriele gabriella
gennaro giacomo gianluca gianni giorgia giorgio giovanna giovanni giulia giulio giuseppe giuseppina
ilaria irene ivan jacopo laura leonardo letizia lorenzo luca luciano lucia luigi luisa manuela marcello
marco maria mariangela marianna mario marta martina matteo mattia maurizio mauro michela
michele mirko monica nicola nicolò paola paolo patrizia pierluigi pietro raffaele raffaella renato
riccardo rita roberta roberto rosanna salvatore samuele sebastiano silvia simona simone sofia
stefania stefano susanna teresa tiziana tommaso umberto valentina valeria valerio vanessa veronica
vincenzo viviana walter
aaron adam adrian alan albert alexander alexandra allison amanda amelia amy andrew angela anthony
arthur ashley benjamin bethany brandon brenda brian bryan caitlin cameron caroline catherine
charles charlotte chloe christina christine christopher cynthia daniel danielle david deborah dennis
donald donna dorothy douglas dylan edward eleanor elizabeth emily emma ethan evelyn gary gavin
george gerald gregory hannah harold helen henry isabella jacob jacqueline james janet
jason jeffrey jennifer jeremy jessica joan john jonathan joseph joshua joyce judith judy julia julian
julie karen katherine kathleen kathryn keith kelly kenneth kevin kimberly kyle lauren leah liam linda
lisa louise lucas lucy margaret marie martha martin matthew megan melissa michael michelle
nancy natalie nathan nicholas nicole noah oliver olivia pamela patricia patrick paul peter philip
rachel ralph rebecca richard robert ronald roy russell ryan samantha samuel sandra sarah scott
sean sharon sheila shirley simon sophia sophie stephanie stephen steven susan teresa theresa thomas
timothy tracy tyler vincent wanda wendy william zachary zoe zoë
"""
GIVEN = frozenset(_LISTED.split())
