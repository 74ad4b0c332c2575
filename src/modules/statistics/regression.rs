//! `linear_regression` and the named tuple that it returns.

use std::rc::Rc;

use super::relations::{center, distances, points};
use super::{failure, function};
use crate::modules::math::sum_of_products;
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::object::{Object, ObjectRef};
use crate::runtime::ops::arith;
use crate::runtime::ops::attr::type_of;
use crate::runtime::table::{Builtin, Fallback, Getter, Param, TypeInfo};
use crate::runtime::unpack::Args;
use crate::runtime::value::Value;
use crate::syntax::ast::BinaryOp;
use crate::types::tuple::{self, Tuple};

pub(super) static LINEAR_REGRESSION: Builtin = function(
    "linear_regression",
    &[
        Param::new("x"),
        Param::new("y"),
        Param::new("proportional")
            .only_named()
            .or(Fallback::Bool(false)),
    ],
    "The line that lies nearest to the points: its slope and where it meets zero.",
    &[(
        "statistics.linear_regression([1, 2, 3], [3, 5, 7])",
        "LinearRegression(slope=2.0, intercept=1.0)",
    )],
    linear_regression,
);

fn linear_regression(interp: &mut Interp, args: Args<'_>) -> Result<Value> {
    let (x, y, proportional): (&Value, &Value, bool) = args.unpack(interp)?;
    let count = points(interp, "linear regression", x, y)?;
    let (mut x, mut y) = (x.clone(), y.clone());
    let (mut x_center, mut y_center) = (0.0, 0.0);
    if !proportional {
        x_center = center(interp, &x, count)?;
        y_center = center(interp, &y, count)?;
        x = distances(interp, &x, x_center)?;
        y = distances(interp, &y, y_center)?;
    }
    let both = sum_of_products(interp, &x, &y)?;
    let both = arith::binary(interp, BinaryOp::Add, &both, &Value::Float(0.0))?;
    let of_x = sum_of_products(interp, &x, &x)?;
    let slope = arith::binary(interp, BinaryOp::Div, &both, &of_x).map_err(|error| {
        if error.is(ExcKind::ZeroDivisionError) {
            failure("x is constant")
        } else {
            error
        }
    })?;
    let intercept = if proportional {
        Value::Float(0.0)
    } else {
        let rise = arith::binary(interp, BinaryOp::Mul, &slope, &Value::Float(x_center))?;
        arith::binary(interp, BinaryOp::Sub, &Value::Float(y_center), &rise)?
    };
    let class = ObjectRef::new(Class, 0);
    let items = vec![slope, intercept];
    Ok(Value::Tuple(Rc::new(Tuple::named(class, items))))
}

static TYPE: TypeInfo = TypeInfo {
    name: "LinearRegression",
    module: "statistics",
    doc: "A line: slope and intercept.",
    base: Some(|| &tuple::TYPE),
    new: None,
    methods: &[],
    class_methods: &[],
    getters: &[
        Getter {
            name: "intercept",
            doc: "Where the line meets zero.",
            get: |_, this| Ok(item(this, 1)),
        },
        Getter {
            name: "slope",
            doc: "How steep the line is.",
            get: |_, this| Ok(item(this, 0)),
        },
    ],
};

fn item(this: &Value, position: usize) -> Value {
    let item = match this {
        Value::Tuple(tuple) => tuple.as_slice().get(position).cloned(),
        _ => None,
    };
    item.unwrap_or(Value::None)
}

/// What its tuples know their names from.
struct Class;

impl Object for Class {
    fn type_info(&self) -> &'static TypeInfo {
        &TYPE
    }

    fn repr(&self, _: &mut Interp, _: &Value) -> Result<String> {
        Ok("<class 'statistics.LinearRegression'>".to_owned())
    }

    fn is_type(&self) -> bool {
        true
    }

    fn is_instance(&self, value: &Value) -> Option<Result<bool>> {
        Some(Ok(std::ptr::eq(type_of(value), &TYPE)))
    }

    fn field_names(&self) -> Vec<String> {
        ["slope", "intercept"].map(str::to_owned).to_vec()
    }
}
