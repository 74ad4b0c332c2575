//! The command on a terminal: keys in, screen out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub(crate) const ENTER: &str = "\r";
pub(crate) const TAB: &str = "\t";
pub(crate) const UP: &str = "\x1b[A";
pub(crate) const LEFT: &str = "\x1b[D";
pub(crate) const RIGHT: &str = "\x1b[C";
pub(crate) const CTRL_C: &str = "\x03";
pub(crate) const CTRL_D: &str = "\x04";
pub(crate) const CTRL_L: &str = "\x0c";
pub(crate) const CTRL_R: &str = "\x12";
pub(crate) const ESCAPE: &str = "\x1b";

/// How long a screen may take to become what is expected.
const PATIENCE: Duration = Duration::from_secs(20);

/// A prompt on a terminal of its own.
pub(crate) struct Screen {
    keys: Box<dyn Write + Send>,
    shown: Arc<Mutex<vt100::Parser>>,
    child: Box<dyn Child + Send + Sync>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Screen {
    /// Opens a prompt, in a terminal of that many rows and columns, with the folder `home` for its files.
    pub(crate) fn open(rows: u16, cols: u16, home: &Path, arguments: &[&str]) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_lambkin"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.cwd(home);
        let child = pair.slave.spawn_command(command).unwrap();
        let shown = Arc::new(Mutex::new(parser(rows, cols)));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let sink = Arc::clone(&shown);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sink.lock().unwrap().process(&bytes[..count]);
            }
        });
        let screen = Screen {
            keys: pair.master.take_writer().unwrap(),
            shown,
            child,
            _terminal: pair.master,
        };
        screen.wait_for(">>>");
        screen
    }

    /// Types.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Types an entry, which is complete, and waits for the next prompt.
    pub(crate) fn enter(&mut self, entry: &str) {
        let before = self.prompts();
        self.keys(entry);
        self.keys(ENTER);
        self.wait(&format!("a prompt after {entry}"), |screen| {
            screen.prompts() > before
        });
    }

    /// Drops what was typed, and waits for the next prompt; what is typed before that may get lost.
    pub(crate) fn drop_entry(&mut self) {
        let before = self.prompts();
        self.keys(CTRL_C);
        self.wait("a prompt after Ctrl-C", |screen| screen.prompts() > before);
    }

    /// Pastes, as terminals do it.
    pub(crate) fn paste(&mut self, text: &str) {
        self.keys(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// What is shown, without blanks at the ends.
    pub(crate) fn text(&self) -> String {
        let shown = self.shown.lock().unwrap();
        let rows = shown.screen().rows(0, shown.screen().size().1.get());
        let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n").trim_end().to_owned()
    }

    /// The colour in which a text is shown, where it is shown first.
    pub(crate) fn colour(&self, text: &str) -> vt100::Color {
        let shown = self.shown.lock().unwrap();
        let (rows, cols) = shown.screen().size();
        let (rows, cols) = (rows.get(), cols.get());
        for (row, line) in (0..rows).zip(shown.screen().rows(0, cols)) {
            if let Some(at) = line.find(text) {
                let col = u16::try_from(line[..at].chars().count()).unwrap();
                return shown.screen().cell(row, col).unwrap().fgcolor();
            }
        }
        panic!("{text} is not shown");
    }

    /// Where the cursor is: row and column.
    pub(crate) fn cursor(&self) -> (u16, u16) {
        self.shown.lock().unwrap().screen().cursor_position()
    }

    /// How long the program has worked, its threads together; Linux tells it.
    #[allow(dead_code, reason = "the benchmark asks")]
    pub(crate) fn processor_time(&self) -> Option<Duration> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id()?)).ok()?;
        let mut total = 0;
        for thread in threads {
            let told = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            total += told.split(' ').next()?.parse::<u64>().ok()?;
        }
        Some(Duration::from_nanos(total))
    }

    /// Whether the line with the cursor begins with a prompt.
    pub(crate) fn is_at_prompt(&self) -> bool {
        let (row, column) = self.cursor();
        let shown = self.shown.lock().unwrap();
        let cols = shown.screen().size().1.get();
        let line = shown.screen().rows(0, cols).nth(row.into());
        let line = line.unwrap_or_default();
        line.starts_with(">>> ") && column >= 4 || line.starts_with("step> ") && column >= 6
    }

    /// Waits until a text is shown; one that ends its line, until there is a prompt behind it, since keys that come
    /// before that are shown by the terminal itself.
    pub(crate) fn wait_for(&self, text: &str) {
        let ends = text.ends_with('\n');
        self.wait(text, |screen| {
            screen.text().contains(text) && (!ends || screen.is_at_prompt())
        });
    }

    /// Waits until the whole screen is that.
    pub(crate) fn expect(&self, expected: &str) {
        self.wait(expected, |screen| screen.text() == expected);
    }

    /// Waits until the program has ended; its exit status.
    pub(crate) fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "still there:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn prompts(&self) -> usize {
        let text = self.text();
        text.lines().filter(|line| line.starts_with(">>>")).count()
    }

    pub(crate) fn wait(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            let pause = start.elapsed() / 8;
            assert!(
                start.elapsed() < PATIENCE,
                "waited for:\n{what}\n--- but there is:\n{}",
                self.text()
            );
            // Short at first, so that times can be measured by it.
            thread::sleep(pause.clamp(Duration::from_micros(50), Duration::from_millis(5)));
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An empty folder of that name.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn parser(rows: u16, cols: u16) -> vt100::Parser {
    let size = |number| NonZeroU16::new(number).unwrap();
    vt100::Parser::new(size(rows), size(cols), 0)
}
