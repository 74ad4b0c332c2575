//! Tuples of one to twelve items.

use super::{FromValue, IntoValue, Unfit};
use crate::runtime::error::Result;
use crate::runtime::exception::ExcKind;
use crate::runtime::interp::Interp;
use crate::runtime::value::Value;

/// The items of a tuple or list of exactly that many.
fn items(value: &Value, count: usize) -> Result<Vec<Value>, Unfit> {
    let items = if let Value::Tuple(tuple) = value {
        tuple.as_slice().to_vec()
    } else if let Value::List(list) = value {
        list.to_vec()
    } else {
        return Err(Unfit::expected("tuple", value));
    };
    if items.len() == count {
        Ok(items)
    } else {
        Err(Unfit::new(
            ExcKind::ValueError,
            format!("must have {count} items, not {}", items.len()),
        ))
    }
}

macro_rules! tuples {
    ($($count:literal: $($name:ident $item:ident $index:tt),+;)*) => {$(
        impl<$($name: IntoValue),+> IntoValue for ($($name,)+) {
            fn into_value(self, interp: &mut Interp) -> Result<Value> {
                interp.reserve_items($count)?;
                let items = vec![$(self.$index.into_value(interp)?),+];
                Ok(Value::tuple(items))
            }
        }

        /// A `tuple` or `list` of exactly that many items.
        impl<$($name: FromValue),+> FromValue for ($($name,)+) {
            fn from_value(interp: &mut Interp, value: &Value) -> Result<Self, Unfit> {
                let mut given = items(value, $count)?.into_iter();
                $(
                    let $item = given.next().unwrap_or(Value::Missing);
                    let $item = $name::from_value(interp, &$item)
                        .map_err(|unfit| unfit.at_index($index))?;
                )+
                Ok(($($item,)+))
            }
        }
    )*};
}

tuples! {
    1: A a 0;
    2: A a 0, B b 1;
    3: A a 0, B b 1, C c 2;
    4: A a 0, B b 1, C c 2, D d 3;
    5: A a 0, B b 1, C c 2, D d 3, E e 4;
    6: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5;
    7: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6;
    8: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7;
    9: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8;
    10: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9;
    11: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10;
    12: A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7, I i 8, J j 9, K k 10, L l 11;
}
