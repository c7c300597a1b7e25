//! The table of variants: characters that mean the same word, by the form that is usual in Taiwan.

use std::sync::LazyLock;

/// The usual form of `c`, or `c` itself.
pub(super) fn usual(c: char) -> char {
    match TABLE.binary_search_by_key(&c, |&(variant, _)| variant) {
        Ok(at) => TABLE[at].1,
        Err(_) => c,
    }
}

/// One group a word: the usual form first, its variants after it.
///
/// Taken in: printed variants of one character (峰峯), the forms of older fonts that text copied from a PDF is full of
/// (說説, 教敎, the radical ⻑ for 長), and pairs that offices in Taiwan write either way (占佔, 雇僱, 計畫計劃). Left
/// out: pairs that are two words (匯 彙, 准 準), and simplified characters other than those that are also old variants.
///
/// The last line is punctuation: dashes, tildes, middle dots, quotes.
const GROUPS: &str = "
    台臺檯颱枱 裡裏 峰峯 群羣 眾衆 著着 為爲 偽僞 麵麪 秘祕 線綫 啟啓 麼麽 溫温 產産 說説 鉤鈎 雞鷄 床牀
    零〇 考攷 卻却 恆恒 腳脚 污汚汙 館舘 跡迹蹟 蹤踪 週周 占佔 布佈 畫劃 姐姊 證証 注註 闊濶 濕溼 煙菸烟 杯盃
    況况 決决 涼凉 淨净 告吿 戶户戸 內内 黃黄⻩ 綠緑 錄録 青靑⻘ 清淸 靜静 即卽 既旣 教敎 敘叙敍 稅税 脫脱 悅悦
    閱閲 銳鋭 兌兑 鄉鄕郷 強强 尚尙 冊册 刪删 吳吴呉 呂吕 宮宫 換换 歲歳嵗 歷歴 曆暦 步歩 研硏 真眞 慎愼 填塡
    鎮鎭 顛顚 值値 查査 虛虚 戲戱戯 彥彦 顏顔 絕絶 勻匀 橫横 晉晋 併倂 屏屛 姸妍 餅餠 瓶甁 郎郞 寶寳 歎嘆 彩綵
    托託 雇僱 岩巖嵒 岳嶽 棲栖 吃喫 唇脣 韻韵 升昇陞 豔艷 衛衞 鬥鬭鬪鬬 場塲 牆墻 效効 敕勅 勳勛 恤卹 臥卧 鄰隣
    堤隄 仿倣 凳櫈 丟丢 兔兎 冰氷 剎刹 廁厠 廚厨 迴廻 鋪舖 果菓 蘇蘓 裙裠 軟輭 遍徧 缽鉢 鏽銹 閒閑 雁鴈 舉擧
    曬晒 暨曁 概槪 毀毁燬 泄洩 浚濬 湧涌 匯滙 灶竈 箋牋 犁犂 痹痺 癡痴 皋皐 盜盗 羨羡 炮砲礮 棋碁 稟禀 穎頴
    窗窻牕窓 豎竪 筍笋 個箇 簷檐 妝粧 粽糉 紮紥 弦絃 捆綑 緒緖 綿緜 韁繮 罰罸 聯聨 胸胷 脈脉 脅脇 荔茘 蒞莅
    庵菴 褲袴 霸覇 諡謚 嘩譁 豬猪 狸貍 帳賬 躲躱 銜啣衘 鑑鑒鍳 鐮鎌 隸隷 沾霑 腮顋 飆飈 翻飜 飲飮 膳饍 罵駡
    鱉鼈 粗麤 默黙 德徳 徵徴 民⺠ 西⻄ 長⻑ 食⻝ 鬼⻤ 骨⻣ 搜蒐
    -‐‑‒–—―−─﹣ ~〜∼ ·‧•・∙⋅ '‘’‚‛ \"“”„‟
";

/// (variant, usual form), sorted by variant.
static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut table: Vec<_> = GROUPS.split_whitespace().flat_map(pairs).collect();
    table.sort_unstable();
    table
});

fn pairs(group: &str) -> impl Iterator<Item = (char, char)> {
    let usual = group.chars().next();
    group.chars().skip(1).filter_map(move |variant| Some((variant, usual?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_stands_in_one_group_only() {
        let mut heads: Vec<char> = GROUPS.split_whitespace().filter_map(|group| group.chars().next()).collect();
        let before = heads.len();
        heads.sort_unstable();
        heads.dedup();
        assert_eq!(heads.len(), before, "a usual form opens two groups");
        for pair in TABLE.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "a variant of two words");
        }
        for &(variant, usual) in TABLE.iter() {
            assert!(!heads.contains(&variant), "{variant} is both a variant and a usual form");
            assert_ne!(variant, usual);
        }
    }
}
