//! The files of `grammar/` against the lexer, the parser and CPython.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;

use lambkin::syntax::{TokenKind, parse, tokenize, unparse};

use super::sentences::{Grammar, Random, Sentences};
use crate::support::{files, python};

fn grammar() -> Grammar {
    Grammar::read(&files::read("grammar/lambkin.ebnf"))
}

/// What CPython says of each text: nothing, or the message of its `SyntaxError`.
fn cpython(texts: &[String]) -> Option<Vec<Option<String>>> {
    const SCRIPT: &str = "
import sys, warnings
warnings.simplefilter('ignore')
for line in sys.stdin:
    text = bytes.fromhex(line.strip()).decode()
    try:
        compile(text.lstrip(' \\t'), '<string>', 'eval')
        print('ok')
    except SyntaxError as error:
        print(':' + error.msg.encode().hex())
    except (MemoryError, RecursionError, UnicodeError):
        print('unsure')
";
    let mut child = python::pinned()?
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = texts.iter().map(|text| hex(text) + "\n").collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<_> = output
        .lines()
        .map(|line| line.strip_prefix(':').map(unhex))
        .collect();
    assert_eq!(answers.len(), texts.len(), "an answer for every text");
    Some(answers)
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> String {
    let bytes = (0..text.len() / 2)
        .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn productions_have_parser_functions() {
    let text = files::read("grammar/lambkin.ebnf");
    let (with_functions, _) = text.split_once("(* What the functions above").unwrap();
    let mut code = String::new();
    for name in files::below("src/syntax/parser", "rs") {
        code += &files::read(&name);
    }
    for name in Grammar::read(with_functions).names() {
        assert!(
            code.contains(&format!("fn {name}(")),
            "no function for `{name}`"
        );
    }
}

#[test]
fn sentences_are_accepted() {
    let grammar = grammar();
    let mut sentences = Sentences::new(&grammar, 1);
    let texts: Vec<String> = (0..4000)
        .map(|_| sentences.next("program").join(" "))
        .collect();
    for text in &texts {
        if let Err(found) = parse(text) {
            panic!("{text}\n{}", found[0].message);
        }
    }
    let Some(answers) = cpython(&texts) else {
        return;
    };
    for (text, answer) in texts.iter().zip(answers) {
        assert_eq!(answer, None, "{text}");
    }
}

#[test]
fn wrong_sentences_are_refused_as_by_cpython() {
    let grammar = grammar();
    let mut sentences = Sentences::new(&grammar, 2);
    let mut random = Random::new(3);
    let texts: Vec<String> = (0..8000)
        .map(|_| random.spoil(sentences.next("expressions")).join(" "))
        .collect();
    let ours: Vec<_> = texts
        .iter()
        .map(|text| parse(text).err().map(|found| found[0].clone()))
        .collect();
    let Some(answers) = cpython(&texts) else {
        return;
    };
    let mut wrong = Vec::new();
    for ((text, ours), theirs) in texts.iter().zip(ours).zip(answers) {
        let refused = ours.as_ref().is_some_and(|found| {
            matches!(
                found.kind,
                "walrus" | "yield" | "await" | "async-comprehension"
            )
        });
        let ours = ours.map(|found| found.message);
        if ours != theirs && !refused {
            wrong.push(format!("{text}\n  ours: {ours:?}\n  CPython: {theirs:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn operators_bind_as_listed() {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for line in files::read("grammar/precedence.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let (grouping, operators) = line.split_once(' ').unwrap();
        let operators = operators
            .split(',')
            .map(|op| op.trim().to_owned())
            .collect();
        lines.push((grouping.to_owned(), operators));
    }
    let infix = |grouping: &str| matches!(grouping, "left" | "right" | "flat" | "chain");
    for (at, (_, loose)) in lines.iter().enumerate() {
        for (grouping, tight) in &lines[at + 1..] {
            for (loose, tight) in loose.iter().zip(tight.iter().cycle()) {
                if !infix(grouping)
                    || !infix(&lines[at].0)
                    || loose == "lambda"
                    || loose == "if-else"
                {
                    continue;
                }
                let text = format!("a {loose} b {tight} c");
                let grouped = format!("a {loose} (b {tight} c)");
                assert_eq!(shape(&text), shape(&grouped), "{text}");
                let text = format!("a {tight} b {loose} c");
                let grouped = format!("(a {tight} b) {loose} c");
                assert_eq!(shape(&text), shape(&grouped), "{text}");
            }
        }
    }
    for (grouping, operators) in &lines {
        for op in operators {
            let text = format!("a {op} b {op} c");
            match grouping.as_str() {
                "left" => assert_eq!(shape(&text), shape(&format!("(a {op} b) {op} c"))),
                "right" if op == "**" => {
                    assert_eq!(shape(&text), shape("a ** (b ** c)"));
                    assert_eq!(shape("-a ** -b"), shape("-(a ** (-b))"));
                }
                _ => {}
            }
        }
    }
    assert_eq!(shape("not a == b"), shape("not (a == b)"));
    assert_eq!(shape("-a * b"), shape("(-a) * b"));
    assert_eq!(
        shape("lambda: a if b else c"),
        shape("lambda: (a if b else c)")
    );
    assert_eq!(
        shape("a if b else c if d else e"),
        shape("a if b else (c if d else e)")
    );
}

/// The tree of a text, without its places.
fn shape(text: &str) -> String {
    let tree = parse(text).unwrap_or_else(|found| panic!("{text}: {}", found[0].message));
    unparse(tree.root())
}

#[test]
fn words_and_signs_are_tokens() {
    for line in files::read("grammar/tokens.txt").lines() {
        let mut words = line.split_whitespace();
        let group = words.next().unwrap_or_default();
        if !matches!(group, "words" | "reserved" | "signs" | "unused") {
            continue;
        }
        for word in words {
            let tokens = tokenize(word, 0);
            let kind = tokens.kinds.first().copied();
            if let Some(kind) = kind.filter(|kind| *kind != TokenKind::Unknown) {
                assert_eq!(kind.text(), word);
                assert_eq!(kind.is_keyword(), matches!(group, "words" | "reserved"));
            } else {
                assert!(matches!(word, ")" | "]" | "}" | "$" | "?" | "`"), "{word}");
            }
        }
    }
}

#[test]
fn refused_forms_have_their_kind() {
    let mut seen = BTreeMap::new();
    for line in files::read("grammar/refused.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let (kind, text) = line.split_once('|').unwrap();
        let text = text.trim().replace("\\n", "\n");
        let found = parse(&text).expect_err(&text);
        assert_eq!(found[0].kind, kind.trim(), "{text}");
        assert!(found[0].help.is_some(), "{text} has no help");
        seen.insert(kind.trim().to_owned(), text);
    }
    assert!(seen.len() > 30);
}
