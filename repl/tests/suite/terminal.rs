//! The prompt on a terminal: what keys do, and what is on the screen then.

use crate::support::screen::{
    CTRL_C, CTRL_D, CTRL_L, CTRL_R, ENTER, ESCAPE, LEFT, RIGHT, Screen, TAB, UP, folder,
};

fn open(name: &str) -> Screen {
    Screen::open(24, 80, &folder(name), &["--quiet", "--color", "never"])
}

#[test]
fn an_entry_goes_on_over_lines() {
    let mut screen = open("lines");
    screen.keys("sum([1,");
    screen.keys(ENTER);
    screen.keys("2])");
    screen.keys(ENTER);
    screen.wait_for("\n3\n");
    screen.keys("'''a");
    screen.keys(ENTER);
    screen.keys("b'''");
    screen.keys(ENTER);
    screen.expect(
        ">>> sum([1,
        2])
3
>>> '''a
b'''
'a\\nb'
>>>",
    );
}

#[test]
fn enter_in_the_middle_of_a_whole_entry_takes_it() {
    let mut screen = open("middle");
    screen.keys("1 + 2");
    screen.keys(LEFT);
    screen.keys(LEFT);
    screen.keys(ENTER);
    screen.expect(">>> 1 + 2\n3\n>>>");
}

#[test]
fn pasted_lines_run_one_by_one() {
    let mut screen = open("paste");
    screen.paste(":let a = [\n  1,\n  2]\nsum(a)\nlen(a)");
    screen.keys(ENTER);
    screen.expect(
        ">>> :let a = [
  1,
  2]
sum(a)
len(a)
3
2
>>>",
    );
}

#[test]
fn a_copied_session_runs_without_its_prompts() {
    let mut screen = open("doctest");
    screen.paste(">>> 6 * 7\n42\n>>> (1 +\n... 1)\n2");
    screen.keys(ENTER);
    screen.wait_for("\n42\n2\n>>>");
}

#[test]
fn tab_completes_names_attributes_and_methods() {
    let mut screen = open("names");
    screen.keys("enum\t([])");
    screen.wait_for(">>> enumerate([])");
    screen.drop_entry();
    screen.keys("'a'.capi\t");
    screen.wait_for(">>> 'a'.capitalize");
    screen.drop_entry();
    screen.keys("math.fact\t");
    screen.wait_for(">>> math.factorial");
    screen.drop_entry();
    screen.enter(":let orders = [{'total': 7, 'name': 'tea'}]");
    screen.keys("ord\t[0]['to\t");
    screen.wait_for(">>> ord");
}

#[test]
fn tab_completes_bound_names_and_keys() {
    let mut screen = open("keys");
    screen.enter(":let orders = [{'total': 7, 'name': 'tea'}]");
    screen.keys("orde\t[0]['to\t.bit_l\t()");
    screen.wait_for(">>> orders[0]['total'].bit_length()");
    screen.keys(ENTER);
    screen.wait_for("\n3\n");
    screen.keys("orders[0][\"na\t");
    screen.wait_for(">>> orders[0][\"name\"]");
}

#[test]
fn tab_completes_keywords_commands_and_files() {
    let mut screen = open("rest");
    screen.keys("sorted(['bb', 'a'], ke\tlen)");
    screen.keys(ENTER);
    screen.wait_for(">>> sorted(['bb', 'a'], key=len)\n['a', 'bb']\n");
    screen.keys(":lim\t ste\t 5");
    screen.wait_for(">>> :limits steps 5");
    screen.drop_entry();
    screen.enter(":save session.lam");
    screen.keys(":load ses\t");
    screen.wait_for(">>> :load session.lam");
}

#[test]
fn tab_lists_what_there_is() {
    let mut screen = open("list");
    screen.keys("'a'.is");
    screen.keys(TAB);
    screen.wait_for("isalnum");
    screen.wait_for("isupper");
}

#[test]
fn completion_runs_nothing() {
    let mut screen = open("nothing");
    screen.enter(":let d = collections.defaultdict(lambda: print('called'))");
    screen.keys("d['x'].");
    screen.keys(TAB);
    screen.keys("print('x').");
    screen.keys(TAB);
    screen.drop_entry();
    screen.enter("len(d)");
    assert!(!screen.text().contains("called\n"), "{}", screen.text());
    screen.wait_for("\n0\n");
}

#[test]
fn the_hint_marks_the_current_parameter() {
    let mut screen = open("hint");
    screen.keys("enumerate('ab', ");
    screen.expect(">>> enumerate('ab',    enumerate(iterable, ‹start=0›)");
    screen.keys("1)");
    screen.expect(">>> enumerate('ab', 1)");
    screen.drop_entry();
    screen.enter(":let area = lambda width, height=1: width * height");
    screen.keys("area(height=");
    screen.wait_for(">>> area(height=   area(width, ‹height=1›)");
}

#[test]
fn the_hint_is_an_earlier_entry() {
    let mut screen = open("earlier");
    screen.enter("max(3, 4) * 10");
    screen.keys("max(3, 4)");
    screen.wait_for(">>> max(3, 4) * 10\n40\n>>> max(3, 4) * 10");
    screen.keys(RIGHT);
    screen.keys(" + 1");
    screen.keys(ENTER);
    screen.wait_for("\n41\n");
}

#[test]
fn ctrl_c_stops_what_never_ends() {
    let mut screen = open("stop");
    screen.enter(":let x = 7");
    for endless in ["sum(count())", "9 ** 9 ** 9", "sorted(count())"] {
        screen.keys(endless);
        screen.keys(ENTER);
        screen.wait_for(&format!(">>> {endless}"));
        // Only when the entry runs, Ctrl-C is more than a key.
        std::thread::sleep(std::time::Duration::from_millis(300));
        screen.keys(CTRL_C);
        screen.wait_for("KeyboardInterrupt\n>>>");
        screen.keys(CTRL_L);
        screen.expect(">>>");
    }
    screen.enter("x");
    screen.wait_for("\n7\n");
}

#[test]
fn a_power_that_is_large_ends_one_way_or_the_other() {
    let mut screen = open("power");
    screen.keys("9 ** 9 ** 7");
    screen.keys(ENTER);
    screen.wait_for(">>> 9 ** 9 ** 7");
    std::thread::sleep(std::time::Duration::from_millis(300));
    screen.keys(CTRL_C);
    // It may have been quicker than the key.
    screen.wait_for("\n>>>");
    screen.enter("1 + 1");
    screen.wait_for("\n2\n");
}

#[test]
fn ctrl_c_drops_the_entry_and_ctrl_d_leaves() {
    let mut screen = open("leave");
    screen.keys("[1,");
    screen.keys(ENTER);
    screen.drop_entry();
    screen.enter("5");
    screen.wait_for("\n5\n");
    screen.keys(CTRL_D);
    assert_eq!(screen.ended(), 0);
}

#[test]
fn an_assignment_is_offered_as_a_binding() {
    let mut screen = open("offer");
    screen.keys("x = 6 * 7");
    screen.keys(ENTER);
    screen.wait_for("Enter accepts, Ctrl-C drops it:\n>>> :let x = 6 * 7");
    screen.keys(ENTER);
    screen.enter("x");
    screen.wait_for(">>> x\n42\n");
}

#[test]
fn a_wrong_entry_comes_back() {
    let mut screen = open("wrong");
    screen.keys("max(1, 2 3)");
    screen.keys(ENTER);
    screen.wait_for("Perhaps you forgot a comma?\n>>> max(1, 2 3)");
    // The cursor stands behind what is wrong.
    let (row, column) = screen.cursor();
    assert_eq!(column, 4 + 10, "in row {row}");
    screen.keys("\x08, 3");
    screen.wait_for(">>> max(1, 2 , 3)");
    screen.drop_entry();
}

#[test]
fn history_reaches_over_sessions() {
    let home = folder("history");
    let arguments = ["--quiet", "--color", "never"];
    let mut first = Screen::open(24, 80, &home, &arguments);
    first.enter("sum(range(4))");
    first.enter("[1,\n2]");
    first.keys(CTRL_D);
    first.ended();
    let mut second = Screen::open(24, 80, &home, &arguments);
    second.keys(UP);
    second.wait_for(">>> [1,");
    second.drop_entry();
    second.keys(CTRL_R);
    second.keys("range");
    second.wait_for("sum(range(4))");
    second.keys(ENTER);
    second.wait_for("\n6\n");
    let mut third = Screen::open(24, 80, &home, &["--quiet", "--no-history"]);
    third.keys(UP);
    third.keys("7");
    third.keys(ENTER);
    third.expect(">>> 7\n7\n>>>");
}

#[test]
fn keys_may_be_those_of_vi() {
    let home = folder("vi");
    std::fs::write(home.join("vi.toml"), "keys = \"vi\"\nquiet = true\n").unwrap();
    let mut screen = Screen::open(24, 80, &home, &["--config", "vi.toml"]);
    screen.keys("1 + 5");
    screen.keys(ESCAPE);
    std::thread::sleep(std::time::Duration::from_millis(700));
    screen.keys("r7");
    screen.wait_for(">>> 1 + 7");
    screen.keys(ENTER);
    screen.wait_for("\n8\n");
}

#[test]
fn a_narrow_window_is_enough() {
    let mut screen = Screen::open(20, 24, &folder("narrow"), &["--quiet"]);
    screen.enter("list(range(14))");
    screen.keys("sorted([1], ");
    screen.wait_for("sorted([1],");
    screen.keys("key=len)");
    screen.drop_entry();
    screen.enter("'日本' * 4, 'e\u{301}' * 3");
    screen.wait_for(
        ">>> list(range(14))
[0, 1, 2, 3, 4, 5, 6, 7,
 8, 9, 10, 11, 12, 13]",
    );
    screen.wait_for("('日本日本日本日本',\n 'e\u{301}e\u{301}e\u{301}')");
}

#[test]
fn what_is_typed_has_colours() {
    use vt100::Color;
    let mut screen = Screen::open(24, 80, &folder("colours"), &["--quiet"]);
    screen.keys("len(nobody) + 12 if 'text' else f'a{b}' ");
    screen.wait_for("f'a{b}'");
    for (text, colour) in [
        ("len", 6),
        ("nobody", 1),
        ("12", 3),
        ("if", 5),
        ("text", 2),
        ("{", 5),
    ] {
        screen.wait(text, |screen| screen.colour(text) == Color::Idx(colour));
    }
}

#[test]
fn no_color_means_none() {
    let mut screen = open("plain");
    screen.keys("len");
    screen.wait_for("len");
    assert_eq!(screen.colour("len"), vt100::Color::Default);
}
