//! Figures as TOML writes them: the integer and float tokens of a file, read and written digit by digit.

use super::Figure;

impl Figure {
    /// The value of a TOML integer or float token: `60`, `+1_234.50`, `0xff`, `1.5e3` (which is 1500).
    ///
    /// `None` for any other token, for `nan` and `inf`, and for a number that does not fit 28 digits.
    pub fn read_toml(token: &str) -> Option<Figure> {
        read_usual(token).or_else(|| read_any(token))
    }

    /// The number as a TOML token, in the manner of the token `like` that it replaces: a float stays a float (`97`
    /// over `96.5` becomes `97.0`, since another program may ask for that type), and digits that were grouped with
    /// `_` by three or by four are again. Radix, exponent and a leading `+` are not kept.
    ///
    /// `None` for an integer that does not fit the 64 bits that TOML promises, and for one that fills all 28 digits
    /// when it has to become a float.
    pub fn to_toml(self, like: Option<&str>) -> Option<String> {
        let like = like.filter(|token| Figure::read_toml(token).is_some()).unwrap_or("0");
        let radix = ["0x", "0o", "0b"].iter().any(|prefix| like.starts_with(prefix));
        let was_float = !radix && like.contains(['.', 'e', 'E']);
        let number = match self.decimals() {
            0 if was_float => Figure::new(self.0.mantissa().checked_mul(10)?, 1)?,
            0 => Figure::from(i64::try_from(self.0.mantissa()).ok()?),
            _ => self,
        };
        let whole = like.split(['.', 'e', 'E']).next().unwrap_or(like);
        Some(match whole.rsplit_once('_') {
            Some((_, group)) if !radix && group.len() == 4 => number.grouped(4, '_'),
            Some(_) if !radix => number.grouped(3, '_'),
            _ => number.to_string(),
        })
    }
}

/// The value of a whole number or decimal of up to 18 digits, as nearly all are, and which needs no text of its own.
pub(super) fn read_usual(token: &str) -> Option<Figure> {
    let unsigned = token.strip_prefix('-').unwrap_or(token).as_bytes();
    let point = unsigned.iter().position(|byte| *byte == b'.');
    let (whole, decimals) = point.map_or((unsigned, None), |at| (&unsigned[..at], Some(&unsigned[at + 1..])));
    if unsigned.len() > 18 || whole.is_empty() || decimals.is_some_and(<[u8]>::is_empty) {
        return None;
    }
    if whole.len() > 1 && whole[0] == b'0' {
        return None;
    }
    let decimals = decimals.unwrap_or_default();
    let digits = whole
        .iter()
        .chain(decimals)
        .try_fold(0_i64, |digits, byte| byte.is_ascii_digit().then(|| digits * 10 + i64::from(byte - b'0')))?;
    let digits = if token.starts_with('-') { -digits } else { digits };
    Figure::new(digits.into(), decimals.len() as u32)
}

/// The same of any token.
pub(super) fn read_any(token: &str) -> Option<Figure> {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = token.strip_prefix(prefix) {
            return Figure::new(i128::from_str_radix(&digit_run(digits, radix)?, radix).ok()?, 0);
        }
    }
    let unsigned = token.strip_prefix(['+', '-']).unwrap_or(token);
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, read_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, decimals) = match number.split_once('.') {
        Some((whole, decimals)) => (digit_run(whole, 10)?, digit_run(decimals, 10)?),
        None => (digit_run(number, 10)?, String::new()),
    };
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let digits: i128 = format!("{whole}{decimals}").parse().ok()?;
    let digits = if token.starts_with('-') { -digits } else { digits };
    Figure::shifted(digits, i64::try_from(decimals.len()).ok()?.checked_sub(exponent)?)
}

/// The digits of a run without the `_` between them; `None` where TOML allows no such run.
fn digit_run(text: &str, radix: u32) -> Option<String> {
    let well_formed = text.split('_').all(|group| !group.is_empty() && group.chars().all(|c| c.is_digit(radix)));
    well_formed.then(|| text.replace('_', ""))
}

fn read_exponent(text: &str) -> Option<i64> {
    let digits: i64 = digit_run(text.strip_prefix(['+', '-']).unwrap_or(text), 10)?.parse().ok()?;
    Some(if text.starts_with('-') { -digits } else { digits })
}
