//! What is said of things that go beyond what is read, in both languages.

use crate::lang::Words;

words! {
    FLAW_CROWDED: "more than {0} keys, values and signs in one file; split it. Nothing of it is shown, and it is never written", "一個檔案有超過 {0} 個鍵、值與符號；請拆成數個檔案。其內容不予顯示，也絕不寫入";
    READ_TOO_MANY: "the archive has {0} files, more than the {1} that are read; this one and those behind it are left out. Open a part of the archive, or join files", "彙編有 {0} 個檔案，超過可讀取的 {1} 個；此檔及其後的檔案略過。請只開啟彙編的一部分，或合併檔案";
    MAP_LARGE: "more than the {0} bytes that are read of a mapping; is it one?", "超過對應檔可讀取的 {0} 位元組；這是對應檔嗎？";
}
