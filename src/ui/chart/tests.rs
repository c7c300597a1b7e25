//! Charts of given figures as pictures; and what holds of any.

use super::*;
use crate::app::wrap;
use crate::insight::trend::scale::Extent;
use crate::model::unit;
use crate::ui::theme::Colours;
use crate::ui::theme::Theme;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellWidth;

/// The chart of these columns, a figure for each line of each, drawn into `area` of a buffer of dots.
fn drawn(screen: Rect, area: Rect, columns: &[Vec<Option<Figure>>], target: Option<Figure>, bars: bool) -> Buffer {
    let mut buffer = Buffer::filled(screen, ratatui::buffer::Cell::new("."));
    let theme = Theme::new(false, Colours::None, &signs::LINE);
    let mut pen = Pen::new(&mut buffer, &theme, wrap::cells);
    pen.clear(area);
    let figures: Vec<Figure> = columns.iter().flatten().copied().flatten().chain(target).collect();
    let Some(extent) = Extent::of(figures.iter().copied()) else { return buffer };
    let axis = Axis { extent, unit: unit::shared(&figures, "元") };
    let column = |at: usize| Column {
        label: format!("民國{at}"),
        spots: columns[at].iter().map(|figure| spot(*figure)).collect(),
        target,
    };
    let lines = columns.first().map_or(1, Vec::len);
    let chart = Chart { axis: &axis, lines, columns: columns.len(), column: &column, chosen: columns.len() / 2, bars };
    let _ = draw(&mut pen, area, &chart);
    buffer
}

fn spot(figure: Option<Figure>) -> Spot {
    Spot { figure, says: figure.map_or(String::new(), |figure| format!("約{}", figure.show())), gap: "—" }
}

/// The rows of a chart: its years with a figure for each line, `-` for a gap. A `|` stands before each row.
#[track_caller]
fn check(figures: &str, target: Option<&str>, bars: bool, (width, height): (u16, u16), picture: &str) {
    let year = |year: &str| year.split(',').map(Figure::read_toml).collect();
    let columns: Vec<Vec<Option<Figure>>> = figures.split(' ').map(year).collect();
    let area = Rect::new(0, 0, width, height);
    let buffer = drawn(area, area, &columns, target.and_then(Figure::read_toml), bars);
    let rows = buffer.content.chunks(width.into());
    let rows = rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_string());
    let found: Vec<String> = rows.collect();
    let wanted: Vec<&str> = picture.lines().map(|line| line.trim_start().trim_start_matches('|')).collect();
    assert!(found == wanted, "{figures}\n{}", found.join("\n"));
}

#[test]
fn figures_to_bars() {
    check(
        "4 2 - 0 3",
        Some("3"),
        true,
        (44, 7),
        "|元    約4
         | 4┤ ██████                            約3
         | 3┤┄██████┄┄┄┄約2┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄██████┄
         | 2┤ ██████  ██████                  ██████
         | 1┤ ██████  ██████     —      約0   ██████
         | 0└────────────────────────────────────────
         |     民國0   民國1   民國2   民國3   民國4",
    );
    check(
        "5 -5",
        None,
        true,
        (40, 10),
        "|元         約5
         | 5┤   ████████████
         |  │   ████████████
         |  │   ████████████
         | 0├────────────────────────────────────
         |  │                     ████████████
         |  │                     ████████████
         |-5┤                     ████████████
         |  ╵                         約-5
         |          民國0             民國1",
    );
    check(
        "-7 -1",
        None,
        true,
        (40, 8),
        "|元
         | 0┌────────────────────────────────────
         |-2┤   ████████████      ▀▀▀▀▀▀▀▀▀▀▀▀
         |-4┤   ████████████          約-1
         |-6┤   ████████████
         |-8┤   ▀▀▀▀▀▀▀▀▀▀▀▀
         |  ╵       約-7
         |          民國0             民國1",
    );
    check(
        "100,50 80,- 0,120",
        None,
        true,
        (40, 9),
        "|元
         |150┤                               B
         |   │   A           A              ▆▆▆
         |100┤  ███         ▂▂▂             ███
         |   │  ███  B      ███             ███
         | 50┤  ███ ███     ███             ███
         |   │  ███ ███     ███  —       A  ███
         |  0└────────────────────────────────────
         |        民國0       民國1       民國2",
    );
    check(
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
        None,
        true,
        (30, 7),
        "|元
         |20┤
         |15┤                    ▂ ▃ ▅
         |10┤          ▂ ▃ ▅ ▆ █ █ █ █
         | 5┤▂ ▃ ▅ ▆ █ █ █ █ █ █ █ █ █
         | 0└──────────────────────────…
         |      民國2   民國6  民國10",
    );
}

#[test]
fn figures_to_lines() {
    check(
        "4 2 - 0 3 3",
        Some("2"),
        false,
        (44, 8),
        "|元   約4
         | 4┤   ●──┐                   約3   約3
         | 3┤      │ 約2             ┌──●─────●
         | 2┤┄┄┄┄┄┄└──●┄┄┄┄┄┄┄┄┄┄┄┄┄┄│┄┄┄┄┄┄┄┄┄┄┄
         | 1┤                    約0 │
         | 0┤               —     ●──┘
         |  └────────────────────────────────────
         |    民國0 民國1 民國2 民國3 民國4 民國5",
    );
    check(
        "100,100 50,200 -,0",
        None,
        false,
        (40, 8),
        "|元
         |200┤            ┌─────B─────┐
         |150┤            │           │
         |100┤     AB─────┤           │
         | 50┤            └─────A     │
         |  0┤                        └─────B
         |   └────────────────────────────────────
         |        民國0       民國1       民國2",
    );
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let huge = Figure::read_toml("79228162514264337593543950335");
    for (figure, size, wanted) in [
        (huge, (80, 20), Err(words::CHART_TOO_LARGE)),
        (Some(Figure::from(1)), (80, 3), Err(words::CHART_NO_ROOM)),
        (Figure::read_toml("0.0000000000000000000000000001"), (24, 20), Err(words::CHART_NO_ROOM)),
        (Some(Figure::from(1)), (24, 6), Ok(())),
    ] {
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::new(false, Colours::None, &signs::LINE);
        let extent = Extent::of(figure).unwrap();
        let axis = Axis { extent, unit: unit::shared(&[], "") };
        let column = |_: usize| Column { label: "1".into(), spots: vec![spot(figure)], target: None };
        let chart = Chart { axis: &axis, lines: 1, columns: 1, column: &column, chosen: 0, bars: true };
        assert_eq!(
            draw(&mut Pen::new(&mut buffer, &theme, wrap::cells), area, &chart),
            wanted,
            "{figure:?} in {size:?}"
        );
    }
}

proptest! {
    /// Nothing outside its area is touched, no wide glyph is torn, and nothing panics, whatever it is to draw and wherever.
    #[test]
    fn a_chart_stays_in_its_area(
        (x, y) in (0..9_u16, 0..5_u16),
        (width, height) in (0..90_u16, 0..30_u16),
        lines in 1..7_usize,
        figures in proptest::collection::vec(proptest::option::weighted(0.8, (any::<i64>(), 0..19_u32)), 0..60),
        target in proptest::option::of(-900..900_i64),
        shrink in 0..60_u32,
        bars: bool,
    ) {
        let figure = |(digits, decimals): (i64, u32)| Figure::new(i128::from(digits >> shrink), decimals);
        let figures: Vec<Option<Figure>> = figures.into_iter().map(|figure_| figure(figure_?)).collect();
        let columns: Vec<_> = figures.chunks_exact(lines).map(<[_]>::to_vec).collect();
        let screen = Rect::new(0, 0, x + width + 5, y + height + 3);
        let area = Rect { x, y, width, height };
        let buffer = drawn(screen, area, &columns, target.map(Figure::from), bars);
        let mut covered = 0;
        for place in screen.positions() {
            let cell = &buffer[place];
            prop_assert!(area.contains(place) || cell.symbol() == ".", "{place:?}: {:?}", cell.symbol());
            // An empty cell is the second half of a wide glyph, and every second half is one.
            prop_assert_eq!(cell.symbol().is_empty(), covered > 0, "{:?} at {:?}", cell.symbol(), place);
            covered = if covered > 0 { covered - 1 } else { cell.cell_width().saturating_sub(1) };
        }
    }
}
