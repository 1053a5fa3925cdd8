// SPDX-License-Identifier: Apache-2.0

/// Given names that are common in the United States, in lower case; none that is an ordinary word
/// of titles too, such as "April" or "Grant".
enum CommonNames {
  static func contains(_ word: Substring) -> Bool { names.contains(word) }

  private static let names: Set<Substring> = Set(
    """
    aaron abigail adam adrian agnes ahmed aiden aisha alan albert alejandro alex alexander
    alexandra alfonso alfred ali alice alicia alison allen alma alyssa amanda amber amelia amy ana
    andre andrea andrew angel angela angelica anita ann anna anne annette annie anthony antonio
    ariana armando arthur ashley audrey avery barbara barry beatrice becky benjamin bernard beth
    betty beverly bradley brandon brenda brian brittany bruce bryan caleb cameron camila carl
    carla carlos carmen carol caroline carolyn carrie casey catherine cathy cesar charles
    charlotte cheryl chloe chris christian christina christine christopher cindy claire clara
    clarence claudia colin connie connor craig cristina crystal curtis cynthia dale dana daniel
    daniela danielle danny darlene darrell darren david deborah debra denise dennis derek diana
    diane diego dmitri dolores donald donna doris dorothy douglas duane dustin dylan earl eddie
    edgar eduardo edward edwin eileen elaine eleanor elena elizabeth ella ellen emery emily emma
    enrique eric erica erik erin ernest esther ethan eugene eva evan evelyn fatima felicia felix
    fernando florence francis francisco frank franklin fred frederick gabriel gabriela gail gary
    geoffrey george gerald geraldine gilbert gina giovanni gladys glenn gloria gordon grace
    graciela greg gregory guadalupe gustavo hannah harold harry hassan heather hector heidi helen
    henry hollis holly howard hugo hussein ian ibrahim ines irene isaac isabel isabella ivan jack
    jackie jacob jacqueline jaime jamal james jamie jane janet janice jared jasmine jason javier
    jay jean jeanne jeff jeffery jeffrey jennifer jeremy jermaine jerome jerry jesse jessica jesus
    jill jim jimmy joan joann joanna joaquin joe joel john johnny jon jonathan jordan jorge jose
    joseph joshua joyce juan juana juanita judith judy julia julian julie julio justin karen karl
    karla katherine kathleen kathryn kathy katie keith kelly kenneth kevin kim kimberly kristen
    kristin kurt kyle lance larry latoya laura lauren laurie lawrence leah lee leo leon leonard
    leslie leticia lewis liam lillian linda lisa logan lois loretta lori louis louise lourdes
    lucas lucia lucy luis luisa luke lydia lynn madison manuel marc marcia marcus margaret maria
    mariam mariana marie marilyn mario marion marjorie marlene marlo marsha martha martin marvin
    mary mateo matthew maureen maurice megan mei melanie melissa melvin mercedes michael michelle
    miguel mildred mohamed mohammad mohammed monica morgan muhammad nancy naomi natalia natalie
    nathan nicholas nicole nina noah norma norman olga olivia omar oscar pamela patricia patrick
    paul paula pauline pedro peggy peter philip phillip phyllis priya quinn rachel rafael ralph
    ramon randall randy raul raymond rebecca regina renee ricardo richard rick ricky riley rita
    robert roberto robin rodney roger roland ronald rosa rosario rosemary rowan roxanne roy ruben
    russell ruth ryan sally salvador sam samantha samuel sandra santiago sara sarah scott sean
    sergio seth shane shannon sharon shaun shawn sheila sherry shirley sidney silvia skyler sofia
    sonia sophia stacy stanley stella stephanie stephen steve steven stuart sue susan suzanne
    sylvia tamara tammy tanya tara taylor ted teresa terrance terri terry thelma theodore theresa
    thomas tiffany tim timothy tina todd tom tommy toni tony tonya tracy travis trevor troy tyler
    valentina valeria valerie vanessa vera vernon veronica vicki vicky victor victoria vincent
    viola vivian vladimir wanda warren wayne wei wendy wesley william willie xavier yesenia
    yolanda yusuf yvonne zachary
    """.split { $0 == " " || $0 == "\n" })
}
