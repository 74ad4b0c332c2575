//! What an item costs as their number grows, and what a byte of source costs to compile: a table, and a plot.

use std::error::Error;
use std::path::Path;

use lambkin::Engine;
use plotters::prelude::*;

use crate::timing::Pace;
use crate::workloads::{self, Workload};

/// One line of the plot.
struct Line {
    name: String,
    /// The size and the nanoseconds for each of it.
    points: Vec<(f64, f64)>,
}

/// Measures, prints the table, and draws the plot where a file is named.
pub(crate) fn compare(pace: Pace, plot: Option<&Path>) -> Result<(), Box<dyn Error>> {
    println!("Nanoseconds an item, by the number of items.\n");
    let pipelines: Vec<Line> = (workloads::all().iter())
        .filter(|workload| workload.name.starts_with("pipe_"))
        .map(|workload| print(items(workload, pace)))
        .collect();
    println!("\nNanoseconds a byte of source, by the number of bytes.\n");
    let compile = [print(compiling(pace))];
    if let Some(file) = plot {
        let area = SVGBackend::new(file, (900, 360)).into_drawing_area();
        area.fill(&WHITE)?;
        let (left, right) = area.split_horizontally(560);
        draw(&left, "nanoseconds an item, by items", &pipelines)?;
        draw(&right, "nanoseconds a byte compiled, by bytes", &compile)?;
        area.present()?;
    }
    Ok(())
}

/// A pipeline from a thousand items to ten million.
fn items(workload: &Workload, pace: Pace) -> Line {
    let sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    let points = sizes.map(|size| {
        let workload = Workload {
            name: workload.name.clone(),
            items: size,
            arguments: format!("({size},)"),
            text: workload.text.clone(),
        };
        let mut ready = workload.ready().expect("it ran with other sizes");
        let time = pace.per_item(size, || ready.call().expect("it ran with other sizes"));
        (f64::from(size), time)
    });
    Line {
        name: workload.name.clone(),
        points: points.into(),
    }
}

/// A list of policies from some hundred bytes to a million.
fn compiling(pace: Pace) -> Line {
    let engine = Engine::new();
    let policies = workloads::policies();
    let policies: String = (policies.iter())
        .map(|policy| format!("{}, ", policy.text))
        .collect();
    let points = [1, 10, 100, 1_500].map(|times| {
        let text = format!("[{}]", policies.repeat(times));
        let bytes = u32::try_from(text.len()).expect("it is a few megabytes at most");
        let time = pace.per_item(bytes, || {
            engine.compile(&text).expect("it is an expression")
        });
        (f64::from(bytes), time)
    });
    Line {
        name: "compile".to_owned(),
        points: points.into(),
    }
}

fn print(line: Line) -> Line {
    print!("{:18}", line.name);
    for (size, time) in &line.points {
        print!("  {size:>8}: {time:7.1}");
    }
    println!();
    line
}

/// Draws lines over a logarithmic axis of sizes; flat is linear work.
fn draw(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    caption: &str,
    lines: &[Line],
) -> Result<(), Box<dyn Error>> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let least = points().map(|point| point.0).fold(f64::MAX, f64::min);
    let most = points().map(|point| point.0).fold(0.0, f64::max);
    let slowest = points().map(|point| point.1).fold(0.0, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 15))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(45)
        .build_cartesian_2d((least..most).log_scale(), 0.0..slowest * 1.6)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|size| format!("{size:.0e}"))
        .draw()?;
    for (number, line) in lines.iter().enumerate() {
        let color = Palette99::pick(number).to_rgba();
        chart
            .draw_series(LineSeries::new(line.points.iter().copied(), &color).point_size(2))?
            .label(&line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 15, y)], color));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.8))
        .label_font(("sans-serif", 11))
        .draw()?;
    Ok(())
}
