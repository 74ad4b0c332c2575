//! The table that is printed: a row as soon as it is measured, and medians at the foot.

use crate::task::Measured;

/// One workload's times, in nanoseconds per item.
pub(crate) struct Row {
    name: String,
    /// Lambkin's.
    pub(crate) own: Option<f64>,
    /// The others', in the order of the head; `None` where one cannot say it.
    pub(crate) others: Vec<Option<f64>>,
    /// What went wrong.
    pub(crate) note: String,
}

impl Row {
    /// A row that is not measured yet.
    pub(crate) fn new(name: &str) -> Self {
        Row {
            name: name.to_owned(),
            own: None,
            others: Vec::new(),
            note: String::new(),
        }
    }

    /// The next language's time, or what went wrong with it.
    pub(crate) fn add(&mut self, name: &str, measured: Measured) {
        self.others
            .push(measured.transpose().unwrap_or_else(|reason| {
                self.note = format!("{name}: {reason}");
                None
            }));
    }
}

/// All rows so far.
pub(crate) struct Table {
    others: Vec<String>,
    rows: Vec<Row>,
}

impl Table {
    /// An empty table with a column for each of the others.
    pub(crate) fn new(others: Vec<String>) -> Self {
        let rows = Vec::new();
        Table { others, rows }
    }

    /// The names of the columns.
    pub(crate) fn print_head(&self) {
        println!("Nanoseconds per item, and in brackets how many times Lambkin's time that is.\n");
        print!("| {:<22} | {:>9} |", "workload", "Lambkin");
        self.others.iter().for_each(|name| print!(" {name:>18} |"));
        print!("\n|{:-<24}|{:->10}:|", "", "");
        self.others.iter().for_each(|_| print!("{:->19}:|", ""));
        println!();
    }

    /// Prints a row and keeps it.
    pub(crate) fn add(&mut self, row: Row) {
        print!(
            "| {:<22} | {:>9} |",
            row.name,
            row.own.map_or("-".to_owned(), time)
        );
        for place in 0..self.others.len() {
            let other = row.others.get(place).copied().flatten();
            let shown = other
                .zip(row.own)
                .map(|(other, own)| format!("{} ({:>6})", time(other), ratio(other / own)));
            print!(" {:>18} |", shown.unwrap_or_else(|| "-".to_owned()));
        }
        println!("{}", if row.note.is_empty() { "" } else { " !" });
        self.rows.push(row);
    }

    /// The medians of the ratios of those rows that are chosen by their names.
    pub(crate) fn print_median(&self, title: &str, chosen: impl Fn(&str) -> bool) {
        print!("| {title:<22} | {:>9} |", "");
        for place in 0..self.others.len() {
            let rows = self.rows.iter().filter(|row| chosen(&row.name));
            let ratios = rows.filter_map(|row| Some(row.others.get(place)?.as_ref()? / row.own?));
            let shown = median(ratios.collect()).map_or("-".to_owned(), ratio);
            print!(" {:>18} |", format!("({shown:>6})"));
        }
        println!();
    }

    /// What went wrong.
    pub(crate) fn print_notes(&self) {
        for row in self.rows.iter().filter(|row| !row.note.is_empty()) {
            println!("\n! {}: {}", row.name, row.note);
        }
    }
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        0.0..10.0 => format!("{nanoseconds:.2}"),
        10.0..1000.0 => format!("{nanoseconds:.1}"),
        _ => format!("{nanoseconds:.0}"),
    }
}

fn ratio(times: f64) -> String {
    match times {
        0.0..10.0 => format!("{times:.2}"),
        10.0..1000.0 => format!("{times:.1}"),
        _ => format!("{times:.0}"),
    }
}
