//! Long streams: order, and memory that stays flat.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::support::command::{lambkin, run};

#[test]
fn answers_come_in_the_order_of_the_requests() {
    let mut requests = String::new();
    for id in 0..500 {
        let expr = match id % 4 {
            0 => "1 / 0",
            1 => "1 +",
            2 => "sum(range(1000))",
            _ => "'x'",
        };
        writeln!(requests, "{{\"id\":{id},\"expr\":\"{expr}\"}}").unwrap();
    }
    let answers = run(&["batch"], requests);
    assert_eq!((answers.stderr.as_str(), answers.status), ("", 0));
    let lines: Vec<_> = answers.stdout.lines().collect();
    assert_eq!(lines.len(), 500);
    for (id, line) in lines.iter().enumerate() {
        assert!(
            line.starts_with(&format!("{{\"id\":{id},\"ok\":")),
            "{line}"
        );
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_request() {
    let mut child = lambkin()
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut requests = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(requests, "{{\"id\":{id},\"expr\":\"{id} + 1\"}}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let value = id + 1;
        assert_eq!(
            answer,
            format!("{{\"id\":{id},\"ok\":true,\"repr\":\"{value}\"}}\n")
        );
    }
    drop(requests);
    assert!(child.wait().unwrap().success());
}

/// The most memory that the process ever had, in kB.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_flat() {
    let mut child = lambkin()
        .arg("batch")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id();
    let mut requests = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let expr = "sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1])[:len([0] * 1000)]";
    let mut batch = |count: usize| {
        for number in 0..count {
            writeln!(requests, "{{\"id\":{number},\"expr\":\"{expr}\"}}").unwrap();
            let mut answer = String::new();
            answers.read_line(&mut answer).unwrap();
            assert!(answer.contains("\"ok\":true"), "{answer}");
        }
    };
    batch(500);
    let early = peak(id);
    batch(5000);
    let late = peak(id);
    drop(requests);
    assert!(child.wait().unwrap().success());
    assert!(late < early + 2048, "{early} kB grew to {late} kB");
}
