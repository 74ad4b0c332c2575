//! Objects of the host: nothing is computed before it is asked for, and Python's words stand where nothing is offered.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use lambkin::syntax::ast::BinaryOp;
use lambkin::{Call, Engine, Error, HostObject, Interp, IntoValue, Items, Lookup, Value};

use super::reply;

/// A table of rows that counts how often it is asked.
struct Sheet {
    rows: Arc<Vec<(String, i64)>>,
    asked: Cell<u32>,
}

fn sheet() -> Sheet {
    let rows = [("pear", 3), ("fig", 20)].map(|(name, price)| (name.to_owned(), price));
    Sheet {
        rows: Arc::new(rows.to_vec()),
        asked: Cell::new(0),
    }
}

impl HostObject for Sheet {
    fn type_name(&self) -> &'static str {
        "Sheet"
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>, Error> {
        self.asked.set(self.asked.get() + 1);
        match name {
            "total" => {
                let total: i64 = self.rows.iter().map(|row| row.1).sum();
                total.into_value(interp).map(Some)
            }
            "broken" => panic!("no such cell"),
            _ => Ok(None),
        }
    }

    fn attribute_names(&self) -> Vec<String> {
        vec!["broken".to_owned(), "total".to_owned()]
    }

    fn item(&self, interp: &mut Interp, key: &Value) -> Result<Lookup, Error> {
        let row = self.rows.iter().find(|row| key.as_str() == Some(&row.0));
        row.map_or(Ok(Lookup::Missing), |row| {
            row.1.into_value(interp).map(Lookup::Found)
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["above"]
    }

    fn method(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
        let (price, most) = call.read::<(i64, Option<usize>)>(interp)?;
        let names = self
            .rows
            .iter()
            .filter(|row| row.1 > price)
            .map(|row| row.0.as_str());
        names
            .take(most.unwrap_or(usize::MAX))
            .collect::<Vec<_>>()
            .into_value(interp)
    }

    fn length(&self) -> Option<usize> {
        Some(self.rows.len())
    }

    fn iter(&self, _: &mut Interp) -> Result<Option<Items>, Error> {
        let rows = Arc::clone(&self.rows);
        let rows = (0..rows.len()).map(move |at| rows[at].clone());
        Ok(Some(Items::new(rows)))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, call: Call<'_>) -> Result<Value, Error> {
        call.positional().len().into_value(interp)
    }

    fn binary(
        &self,
        _: &mut Interp,
        op: BinaryOp,
        other: &Value,
        reflected: bool,
    ) -> Result<Option<Value>, Error> {
        Ok(match (op, other) {
            (BinaryOp::MatMul, Value::Int(n)) => Some(Value::Int(if reflected { -n } else { *n })),
            _ => None,
        })
    }

    fn repr(&self, _: &mut Interp) -> Result<String, Error> {
        Ok(format!("<Sheet of {} rows>", self.rows.len()))
    }
}

/// An object that offers nothing.
struct Plain;

impl HostObject for Plain {
    fn type_name(&self) -> &'static str {
        "Plain"
    }
}

fn quietly(text: &str) -> String {
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let reply = reply(&Engine::new(), text, [("sheet", Value::host(sheet()))]);
    std::panic::set_hook(quiet);
    reply
}

#[test]
fn abilities_answer() {
    for (text, expected) in [
        ("sheet", "<Sheet of 2 rows>"),
        ("f'{sheet}'", "'<Sheet of 2 rows>'"),
        ("type(sheet)", "<class 'Sheet'>"),
        ("sheet.total", "23"),
        ("sheet['fig']", "20"),
        ("sheet['kiwi']", "KeyError: 'kiwi'"),
        (
            "sheet.sum",
            "AttributeError: 'Sheet' object has no attribute 'sum'",
        ),
        ("sheet.above(5)", "['fig']"),
        (
            "list(map(sheet.above, [0, 5]))",
            "[['pear', 'fig'], ['fig']]",
        ),
        ("sheet.above(0, 1)", "['pear']"),
        ("sheet.above", "<built-in method above of Sheet object>"),
        (
            "sheet.above()",
            "TypeError: above expected at least 1 argument, got 0",
        ),
        (
            "sheet.above('a')",
            "TypeError: above() argument 1 must be int, not str",
        ),
        ("len(sheet), bool(sheet)", "(2, True)"),
        ("[name for name, price in sheet]", "['pear', 'fig']"),
        ("('fig', 20) in sheet", "True"),
        ("sheet(1, 2)", "2"),
        ("sheet @ 2, 3 @ sheet", "(2, -3)"),
        (
            "sheet + 1",
            "TypeError: unsupported operand type(s) for +: 'Sheet' and 'int'",
        ),
        (
            "sheet == sheet, sheet != sheet, sheet in {sheet: 1}",
            "(True, False, True)",
        ),
        (
            "hasattr(sheet, 'total'), getattr(sheet, 'none', 1)",
            "(True, 1)",
        ),
        ("dir(sheet)", "['above', 'broken', 'total']"),
        ("isinstance(sheet, type(sheet))", "True"),
    ] {
        assert_eq!(quietly(text), expected, "{text}");
    }
}

#[test]
fn a_panic_is_an_exception() {
    assert_eq!(
        quietly("sheet.broken"),
        "SystemError: Sheet.broken panicked: no such cell"
    );
}

#[test]
fn a_plain_object_offers_nothing() {
    for (text, expected) in [
        ("x", "<Plain object>"),
        ("bool(x)", "True"),
        ("len(x)", "TypeError: object of type 'Plain' has no len()"),
        ("x[0]", "TypeError: 'Plain' object is not subscriptable"),
        ("x()", "TypeError: 'Plain' object is not callable"),
        ("list(x)", "TypeError: 'Plain' object is not iterable"),
        (
            "1 in x",
            "TypeError: argument of type 'Plain' is not iterable",
        ),
        (
            "x < x",
            "TypeError: '<' not supported between instances of 'Plain' and 'Plain'",
        ),
        ("-x", "TypeError: bad operand type for unary -: 'Plain'"),
        ("x.y", "AttributeError: 'Plain' object has no attribute 'y'"),
    ] {
        assert_eq!(
            reply(&Engine::new(), text, [("x", Value::host(Plain))]),
            expected,
            "{text}"
        );
    }
}

#[test]
fn attributes_are_lazy_and_data_is_shared() {
    let value = Value::host(sheet());
    let program = Engine::new()
        .compile("sheet.total if ask else 0")
        .expect("it is an expression");
    for ask in [false, true, true] {
        let inputs = lambkin::Inputs::new()
            .with("sheet", &value)
            .with("ask", ask);
        program.eval(inputs).expect("it has a value");
    }
    let sheet = value.as_host::<Sheet>().expect("it is a sheet");
    assert_eq!(sheet.asked.get(), 2);
    assert!(value.as_host::<Plain>().is_none());

    let shared = Arc::new(Plain);
    let held = {
        let program = Engine::new()
            .compile("[x, x]")
            .expect("it is an expression");
        program
            .eval([("x", Arc::clone(&shared))])
            .expect("it has a value")
    };
    assert_eq!(Arc::strong_count(&shared), 2);
    drop(held);
    assert_eq!(Arc::strong_count(&shared), 1);
}

#[test]
fn an_iterator_of_the_host_may_meet_itself() {
    let seen = Rc::new(Cell::new(0));
    let count = Rc::clone(&seen);
    let items = Items::from_fn(move |_| {
        count.set(count.get() + 1);
        Ok((count.get() < 4).then(|| Value::Int(count.get())))
    });
    let text = "[(x, next(it, None)) for x in it]";
    assert_eq!(
        reply(&Engine::new(), text, [("it", items)]),
        "[(1, 2), (3, None)]"
    );
    assert_eq!(seen.get(), 4);
}
