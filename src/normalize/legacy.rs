//! Old Vietnamese fonts: TCVN3 (.VnTime) and VNI put Vietnamese letters in the place of Latin-1
//! ones. Read as they stand such texts are rubbish ("Sè hå s¬"); here they become Unicode.

/// An encoding of the time before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legacy {
    Tcvn3,
    Vni,
}

impl Legacy {
    pub const ALL: [Legacy; 2] = [Legacy::Tcvn3, Legacy::Vni];

    pub fn name(self) -> &'static str {
        match self {
            Legacy::Tcvn3 => "TCVN3 (.VnTime)",
            Legacy::Vni => "VNI",
        }
    }

    pub fn decode(self, text: &str) -> String {
        match self {
            Legacy::Tcvn3 => text.chars().map(tcvn3).collect(),
            Legacy::Vni => vni(text),
        }
    }
}

const TCVN3: [(&str, &str); 2] = [
    (
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
    ),
    ("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ"),
];

fn tcvn3(c: char) -> char {
    for (from, to) in TCVN3 {
        if let Some(i) = from.chars().position(|f| f == c) {
            return to.chars().nth(i).unwrap_or(c);
        }
    }
    c
}

/// Accent letters after a plain vowel, and what the vowel becomes. Vowels: a e o u y ô(=ơ) ö(=ư).
const VNI_MARKS: &[(char, &str, &str)] = &[
    ('ø', "aeouyôö", "àèòùỳờừ"),
    ('ù', "aeouyôö", "áéóúýớứ"),
    ('û', "aeouyôö", "ảẻỏủỷởử"),
    ('õ', "aeouyôö", "ãẽõũỹỡữ"),
    ('ï', "aeouôö", "ạẹọụợự"),
    ('â', "aeo", "âêô"),
    ('à', "aeo", "ầềồ"),
    ('á', "aeo", "ấếố"),
    ('å', "aeo", "ẩểổ"),
    ('ã', "aeo", "ẫễỗ"),
    ('ä', "aeo", "ậệộ"),
    ('ê', "a", "ă"),
    ('è', "a", "ằ"),
    ('é', "a", "ắ"),
    ('ú', "a", "ẳ"),
    ('ü', "a", "ẵ"),
    ('ë', "a", "ặ"),
];

fn vni(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let marked = chars.peek().and_then(|mark| vni_pair(c, *mark));
        if let Some(letter) = marked {
            chars.next();
            decoded.push(letter);
            continue;
        }
        let upper = c.is_uppercase();
        let lower = c.to_lowercase().next().unwrap_or(c);
        let single = match lower {
            'ñ' => 'đ',
            'ô' => 'ơ',
            'ö' => 'ư',
            'æ' => 'ỉ',
            'ó' => 'ĩ',
            'ò' => 'ị',
            'î' => 'ỵ',
            other => other,
        };
        decoded.extend(cased(single, upper));
    }
    decoded
}

fn vni_pair(vowel: char, mark: char) -> Option<char> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let (_, vowels, letters) = VNI_MARKS.iter().find(|m| m.0 == lower(mark))?;
    let at = vowels.chars().position(|v| v == lower(vowel))?;
    let letter = letters.chars().nth(at)?;
    cased(letter, vowel.is_uppercase()).next()
}

fn cased(c: char, upper: bool) -> Box<dyn Iterator<Item = char>> {
    if upper { Box::new(c.to_uppercase()) } else { Box::new(std::iter::once(c)) }
}

/// Whether a text bears the marks of an old font: Latin-1 signs that Vietnamese never uses, and no
/// letter that only Unicode has.
pub fn is_suspect(text: &str) -> bool {
    let unicode_only = |c: char| ('\u{1E00}'..='\u{1EFF}').contains(&c) || "ăđơưĂĐƠƯ".contains(c);
    let foreign =
        |c: char| ('\u{A1}'..='\u{FF}').contains(&c) && !"àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ°§«»".contains(c);
    text.chars().any(foreign) && !text.chars().any(unicode_only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_have_a_letter_for_each_sign() {
        for (from, to) in TCVN3 {
            assert_eq!(from.chars().count(), to.chars().count());
        }
        for (mark, vowels, letters) in VNI_MARKS {
            assert_eq!(vowels.chars().count(), letters.chars().count(), "{mark}");
        }
    }

    #[test]
    fn headers_become_readable() {
        assert_eq!(Legacy::Tcvn3.decode("Sè hå s¬"), "Số hồ sơ");
        assert_eq!(Legacy::Tcvn3.decode("Ngµy tiÕp nhËn"), "Ngày tiếp nhận");
        assert_eq!(Legacy::Tcvn3.decode("§\u{AD}îc gi¶i quyÕt"), "Được giải quyết");
        assert_eq!(Legacy::Vni.decode("Soá hoà sô"), "Số hồ sơ");
        assert_eq!(Legacy::Vni.decode("Ngaøy tieáp nhaän"), "Ngày tiếp nhận");
        assert_eq!(Legacy::Vni.decode("Ñöôïc giaûi quyeát"), "Được giải quyết");
        assert!(is_suspect("Sè hå s¬") && is_suspect("Ngaøy tieáp nhaän") && !is_suspect("Số hồ sơ"));
        assert!(!is_suspect("Công ty"));
    }
}
