//! An axis in round numbers: 1, 2 or 5 times a power of ten, exact in every label.

use crate::model::figure::Figure;

/// What an axis has to cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The least figure.
    pub low: Figure,
    /// The greatest.
    pub high: Figure,
    /// The most decimals of any: a finer step would be finer than anything told (there is no half a dormitory).
    pub decimals: u32,
}

/// An axis from `low` to `high` steps; zero is a step wherever it lies on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What lies between two marks.
    pub step: Figure,
    /// The lowest mark, counted in steps from zero.
    pub low: i64,
    /// The highest mark, likewise; above the lowest.
    pub high: i64,
}

impl Extent {
    /// The extent of some figures; none of none.
    pub fn of(figures: impl IntoIterator<Item = Figure>) -> Option<Extent> {
        let one = |figure: Figure| Extent { low: figure, high: figure, decimals: figure.shortest().decimals() };
        figures.into_iter().map(one).reduce(|a, b| Extent {
            low: a.low.min(b.low),
            high: a.high.max(b.high),
            decimals: a.decimals.max(b.decimals),
        })
    }

    /// The same with zero, which bars stand on.
    pub fn with_zero(self) -> Extent {
        Extent { low: self.low.min(Figure::ZERO), high: self.high.max(Figure::ZERO), ..self }
    }
}

impl Scale {
    /// The finest axis of no more than `most` steps that covers the extent. Where all figures are one, it reaches from
    /// zero. None for what is too large to be reckoned with, and for fewer steps than it takes: two where zero lies
    /// between the ends, else one.
    ///
    /// 44 to 96.41 in five steps: by 20, from 40 to 100.
    pub fn covering(extent: Extent, most: u16) -> Option<Scale> {
        let extent = if extent.low == extent.high { extent.with_zero() } else { extent };
        let exponents = -i32::try_from(extent.decimals).ok()?..=LARGEST;
        let steps = exponents.flat_map(|exponent| [1, 2, 5].into_iter().filter_map(move |m| round(m, exponent)));
        steps.filter_map(|step| Scale::by(step, extent)).find(|scale| scale.steps() <= u64::from(most))
    }

    /// How many steps there are, at least one.
    pub fn steps(&self) -> u64 {
        self.high.abs_diff(self.low)
    }

    /// The figure of a mark, counted in steps from zero. None where it is larger than can be told.
    pub fn mark(&self, steps: i64) -> Option<Figure> {
        self.step.checked_mul(Figure::from(steps))
    }

    /// How far a figure is from zero, in cells of which a step has so many: to the nearest.
    pub fn reach(&self, figure: Figure, cells: u16) -> u64 {
        // Where even the share cannot be told, the figure has so many decimals beside so large a step that it is nothing.
        let share = figure.abs().checked_div(self.step, 6).unwrap_or(Figure::ZERO);
        let whole = share.checked_mul(Figure::from(i64::from(cells))).and_then(|reach| reach.checked_div(1.into(), 0));
        whole.and_then(Figure::whole).and_then(|whole| u64::try_from(whole).ok()).unwrap_or(u64::MAX)
    }

    /// The axis by this step; none where a bound cannot be told.
    fn by(step: Figure, extent: Extent) -> Option<Scale> {
        let low = floor(extent.low, step)?;
        let high = floor(Figure::ZERO.checked_sub(extent.high)?, step)?.checked_neg()?;
        let scale = Scale { step, low, high: high.max(low.checked_add(1)?) };
        scale.mark(scale.low).and(scale.mark(scale.high)).map(|_| scale)
    }
}

/// The largest power of ten that a figure can be.
const LARGEST: i32 = 28;

fn round(mantissa: i128, exponent: i32) -> Option<Figure> {
    match u32::try_from(exponent) {
        Ok(zeros) => Figure::new(mantissa.checked_mul(10_i128.checked_pow(zeros)?)?, 0),
        Err(_) => Figure::new(mantissa, exponent.unsigned_abs()),
    }
}

/// How many whole steps a figure is, towards the lower side.
fn floor(figure: Figure, step: Figure) -> Option<i64> {
    // So large a step may have too many digits beside so small a figure to be divided by.
    if figure.abs() < step {
        return Some(-i64::from(figure.is_negative()));
    }
    let nearest = figure.checked_div(step, 0)?;
    let is_above = nearest.checked_mul(step)? > figure;
    i64::try_from(nearest.whole()?).ok()?.checked_sub(i64::from(is_above))
}
