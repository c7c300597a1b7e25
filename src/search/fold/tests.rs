//! Which characters are the same, and which are not.

use super::*;

#[test]
fn folding_twice_is_folding_once_for_every_character() {
    for c in '\0'..=char::MAX {
        let once = fold(c);
        assert_eq!(fold(once), once, "U+{:04X} {c:?}", u32::from(c));
    }
}

/// Of what is no white space, only the signs that Unicode calls a form of the space become one.
#[test]
fn only_white_space_becomes_blank() {
    let others: Vec<char> = ('\0'..=char::MAX).filter(|c| fold(*c) == ' ' && !c.is_whitespace()).collect();
    assert_eq!(others, []);
    assert!(('\0'..=char::MAX).filter(|c| c.is_whitespace()).all(|c| fold(c) == ' '));
}

#[test]
fn the_same() {
    for (text, folded) in [
        // Width, case, compatibility.
        ("Ａ１ａ", "a1a"),
        ("ＡBcÉ", "abcé"),
        ("ΣςΣ", "σσσ"),
        ("ẞſİ", "ßsİ"),
        ("\u{fa01}\u{f9dc}\u{2f805}", "度隆侮"),
        ("⼀⽣⺟⻑⺠⻩⻘", "一生母長民黃青"),
        ("ｶﾅ，：（）", "カナ,:()"),
        ("①②㊀㊤", "12一上"),
        ("\u{212a}", "k"),
        // Signs.
        ("甲\u{3000}乙\u{a0}丙\n丁\t", "甲 乙 丙 丁 "),
        ("-－–—―−─", "-------"),
        ("~～〜∼", "~~~~"),
        ("·･・‧•", "·····"),
        ("“”＂‘’", "\"\"\"''"),
        // Variants.
        ("臺檯颱枱", "台台台台"),
        ("裏峯羣衆着爲", "裡峰群眾著為"),
        ("僞麪祕綫啓麽", "偽麵秘線啟麼"),
        ("温産説鈎鷄牀", "溫產說鉤雞床"),
        ("衞値査戸黄", "衛值查戶黃"),
        ("〇零", "零零"),
        // What is typed simplified.
        ("绿色采购", "綠色採購"),
        ("宿舍管理", "宿舍管理"),
        ("消费者保护", "消費者保護"),
        ("国际关系小组会议", "國際關係小組會議"),
        ("电子公报", "電子公報"),
        ("档案销毁程序", "檔案銷毀程序"),
        ("头发出发", "頭發出發"),
        ("头髮出發", "頭發出發"),
        ("后里于云", "後裡於雲"),
        // What Japan writes.
        ("熊本県広島駅図書館", "熊本縣廣島驛圖書館"),
        ("国際関係発展", "國際關係發展"),
    ] {
        assert_eq!(fold_str(text).as_str(), fold_str(folded).as_str(), "{text}");
        assert_eq!(fold_str(text).char_count(), text.chars().count());
    }
}

/// The forms that stand for a class are those that Taiwan writes: they show up in nothing but tests, and are read there.
#[test]
fn the_usual_form_stands_for_its_class() {
    for (text, folded) in [("臺灣高雄", "台灣高雄"), ("绿色采购", "綠色採購"), ("鷄説衞県", "雞說衛縣")]
    {
        assert_eq!(fold_str(text).as_str(), folded);
    }
}

#[test]
fn not_the_same() {
    for pair in [
        "已己", "己巳", "末未", "土士", "日曰", "人入", "千干", "末木", "壹一", "貳二", "參三", "廿卅", "拾十", "佰百",
        "第弟", "場揚", "績積", "科料", "室屋", "辦辨", "市布", "捕補", "撥發", "值直", "籍藉", "帳張", "查察", "稅說",
        "ßs", "ée", "o0", "l1", "-_", ".,", "、,",
    ] {
        let mut chars = pair.chars();
        let (a, b) = (chars.next().unwrap(), chars.next().unwrap());
        assert_ne!(fold(a), fold(b), "{a} {b}");
    }
}

/// A form of several characters is left as it is: the number of characters stays.
#[test]
fn one_to_one_or_not_at_all() {
    for c in ['ß', 'İ', 'ﬁ', '℃', '½', '…', '㈠', '㎡', '㍿', '🀄'] {
        assert_eq!(fold(c), c, "{c}");
    }
    for text in ["", "Straße", "İzmir", "e\u{301}", "臺\u{fa01}", "👩‍👩‍👧 家"] {
        assert_eq!(fold_str(text).char_count(), text.chars().count(), "{text}");
    }
}

#[test]
fn forms_are_what_is_folded_to_one() {
    for (c, expected) in [('台', "台檯臺颱"), ('k', "KkKｋＫ"), ('宿', "宿"), ('臺', ""), (' ', "　")] {
        let forms: String = super::forms(c).into_iter().collect();
        assert!(
            expected.chars().all(|form| forms.contains(form)) && (expected.is_empty() == forms.is_empty()),
            "{forms}"
        );
        assert!(forms.chars().all(|form| super::fold(form) == c));
    }
}
