package io.streamgauge.jmh;

import java.util.List;

/** Scripts and spellings other than plain English, by the parts that their words are put together from. */
enum ReplyScript {
    GERMAN(
            0.5f, " ", ". ", "ver", "über", "schl", "ung", "keit", "lich", "ge", "brauch", "ström", "größ", "mess",
            "wert", "ant", "wort", "zeit", "bün", "del", "fäh", "ig"),
    FRENCH(
            0.5f, " ", ". ", "é", "tat", "mes", "ure", "ment", "ré", "pon", "se", "dé", "lai", "où", "ça", "çon", "gra",
            "phi", "que", "très", "vite", "forê", "t"),
    VIETNAMESE(
            1.2f, " ", ". ", "được", "không", "một", "người", "thời", "gian", "trả", "lời", "máy", "chủ", "đo", "lường",
            "nhanh", "chậm", "kết", "quả"),
    RUSSIAN(
            1.2f, " ", ". ", "по", "лу", "чен", "ный", "от", "вет", "сер", "вер", "вре", "мя", "из", "мер", "ени", "е",
            "за", "прос", "ток", "ены", "ско", "рость", "пере", "да", "ча"),
    GREEK(
            2.0f, " ", ". ", "με", "τρη", "ση", "α", "πό", "κρι", "χρό", "νος", "δί", "κτυ", "ο", "κα", "λά", "γρή",
            "γο", "ρα"),
    ARABIC(
            1.6f, " ", ". ", "ال", "وقت", "خادم", "است", "جا", "بة", "قياس", "سر", "يع", "نص", "كتاب", "مر", "حبا",
            "في", "على"),
    HINDI(
            2.0f, " ", "। ", "सम", "य", "उत्", "तर", "माप", "से", "वा", "गति", "पाठ", "प्र", "श्न", "है", "में", "का",
            "की"),
    KOREAN(2.5f, " ", ". ", "서버", "응답", "시간", "측정", "토큰", "속도", "요청", "은", "는", "이", "가", "를", "합니다", "빠른", "느린", "결과"),
    JAPANESE(
            3.0f, "", "。", "応答", "時間", "を", "測定", "する", "サーバー", "トークン", "の", "速度", "は", "とても", "重要", "です", "から", "結果",
            "文字", "列"),
    CHINESE(
            3.2f, "", "。", "服务", "器", "响应", "时间", "测量", "速度", "模型", "输出", "的", "是", "在", "我们", "可以", "结果", "文本", "长度",
            "并且", "因此", "请求");

    private final float surcharge;
    private final String gap;
    private final String end;
    // A list that List.of has made does not change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> parts;

    ReplyScript(float surcharge, String gap, String end, String... parts) {
        this.surcharge = surcharge;
        this.gap = gap;
        this.end = end;
        this.parts = List.of(parts);
    }

    static ReplyScript any(Chance chance) {
        return values()[chance.below(values().length)];
    }

    /** How many more characters of English take as many tokens as one of these. */
    float surcharge() {
        return surcharge;
    }

    void appendSentence(StringBuilder text, Chance chance) {
        for (int words = 6 + chance.below(12); words > 0; words--) {
            for (int pieces = 1 + chance.below(3); pieces > 0; pieces--) {
                text.append(parts.get(chance.skewed(parts.size())));
            }
            text.append(words > 1 ? gap : end);
        }
    }
}
