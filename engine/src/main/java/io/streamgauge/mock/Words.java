package io.streamgauge.mock;

import java.nio.charset.StandardCharsets;

/**
 * The vocabulary of the answers. Each word with its leading space is exactly one token of cl100k_base, and stays one when words are
 * concatenated, so that a client that counts an answer's text finds the number of tokens sent. No word needs JSON escaping.
 */
final class Words {
    private static final String TEXT = """
            about above across action after again against age air all almost alone along already also always among amount
            and animal another answer any appear apple area arm around art ask at autumn away baby back bad bag ball bank
            base bath be bear beautiful because become bed before begin behind bell below beside best better between big
            bird black blood blue board boat body bone book border born both bottom box boy branch bread break bridge
            bright bring brother brown build burn bus but buy by call calm can car care carry case cat catch cause center
            chair chance change cheap child choose church circle city clean clear climb clock close cloth cloud coast coat
            cold color come common cook cool copper corn corner cost cotton count country course cover cow cross crowd cup
            current cut dance danger dark daughter day dead deep degree desk dinner direction distance doctor dog door
            down draw dream dress drink drive drop dry dust each ear early earth east easy eat edge egg eight either empty
            end engine enough evening event ever every eye face fact fall family far farm fast father fear feather feel
            field fight fill find fine finger fire first fish five flat floor flower fly fold follow food foot for force
            forest form forward four free fresh friend from front fruit full game garden gate gather gentle gift girl give
            glass go gold good grass gray great green ground group grow guide hair half hall hand happy hard harbor hat
            have head hear heart heat heavy help high hill history hold home hope horse hot hour house how hundred hunt
            ice idea if important in inside iron island join joy judge jump just keep key kind king kitchen knee know lake
            lamp land language large last late laugh law lead leaf learn least leather leave left leg lesson letter level
            lift light like line lion list listen little live long look lose loud love low machine make man many map mark
            market master match matter may meal mean measure meat meet memory metal middle milk mind minute mirror mist
            money month moon more morning most mother motion mountain mouth move much music must name narrow nation near
            neck need needle nest never new news next night nine noise north nose not note nothing now number ocean of off
            offer office often oil old on once one only open or orange order other our out over owner page paint pair
            paper parent part pass past path patient peace pencil people perhaps person picture piece place plain plan
            plant plate play please pocket point poor port post potato power present price print prize proof public pull
            push put quality queen question quick quiet quite rain raise reach read ready real reason receive record red
            regular rest rice rich ride right ring rise river road rock roll roof room root rope rose rough round row rule
            run safe sail salt same sand say scale school science sea seat second secret see seed sell send sense separate
            serve set seven several shade shake shape share sharp sheep shelf ship shirt shoe shop shore short should
            shoulder shout show side sign silence silver simple sing sister sit six size skin sky sleep slow small smell
            smile smoke smooth snow so soap soft soil soldier some son song soon sound south space speak special speed
            spell spend spoon spring square stage stand star start station stay steam steel step still stone stop store
            storm story straight strange street stretch strong such sudden sugar suggest summer sun supply support sure
            surface surprise sweet swim system table tail take talk tall taste teach team tell ten test than that the then
            there they thick thin thing think third this thought thousand thread three through throw ticket time to today
            together tomorrow too tool top touch toward town track trade train travel tree trip true try turn twelve
            twenty two uncle under until up use valley value very view village visit voice wait walk wall want warm wash
            waste watch water wave way weather week weight well west wet wheel when where while white whole why wide wild
            will wind window wing winter wise wish with within without wolf woman wonder wood word work world would write
            year yellow yes yet you young""";

    private static final byte[][] WORDS = split();

    private Words() {}

    /** The word of a token: a pure function of the answer's seed, the choice and the token's position in it. Allocates nothing. */
    static byte[] at(long answerSeed, int choice, int token) {
        return WORDS[index(answerSeed, choice, token)];
    }

    /** A number that stands for the word of a token, as a token id would. */
    static int index(long answerSeed, int choice, int token) {
        var hash = mix(answerSeed + 0x9E3779B97F4A7C15L * (token + 1L) + ((long) choice << 40));
        return (int) (((hash >>> 32) * WORDS.length) >>> 32);
    }

    /** The text of tokens {@code from} (inclusive) to {@code to} (exclusive). */
    static String text(long answerSeed, int choice, int from, int to) {
        var text = new StringBuilder();
        for (var token = from; token < to; token++) {
            text.append(new String(at(answerSeed, choice, token), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    static int count() {
        return WORDS.length;
    }

    /** The finalizer of splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    static long mix(long value) {
        var z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static byte[][] split() {
        var words = TEXT.strip().split("\\s+", -1);
        var bytes = new byte[words.length][];
        for (var i = 0; i < words.length; i++) {
            bytes[i] = (" " + words[i]).getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
