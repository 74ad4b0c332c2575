//! `gamma` and `lgamma` by Lanczos' approximation, with the coefficients that Boost published for doubles.
#![expect(
    clippy::excessive_precision,
    reason = "the coefficients stand as they were published"
)]

use std::f64::consts::PI;

use super::{X, domain_error, one, range_error};
use crate::runtime::error::Result;
use crate::runtime::table::Builtin;
use crate::runtime::value::Value;

const G: f64 = 6.024_680_040_776_729_583_740_234_375;
const G_LESS_HALF: f64 = 5.524_680_040_776_729_583_740_234_375;
const LN_PI: f64 = 1.144_729_885_849_400_2;
/// Beyond this the gamma function overflows, and below its negative it underflows.
const EXTREME: f64 = 200.0;
/// From here on the power is taken in two halves, for it alone would overflow.
const HALVED: f64 = 140.0;
/// Below this the gamma function is one over its argument.
const TINY: f64 = 1e-20;

/// Numerator and denominator of the rational approximation, from the constant term up.
const COEFFICIENTS: [(f64, f64); 13] = [
    (
        23_531_376_880.410_759_688_572_007_674_451_636_754_734_846_804_940,
        0.0,
    ),
    (
        42_919_803_642.649_098_768_957_899_047_001_988_850_926_355_848_959,
        39_916_800.0,
    ),
    (
        35_711_959_237.355_668_049_440_185_451_547_166_705_960_488_635_843,
        120_543_840.0,
    ),
    (
        17_921_034_426.037_209_699_919_755_754_458_931_112_671_403_265_390,
        150_917_976.0,
    ),
    (
        6_039_542_586.352_028_005_064_291_644_307_297_921_069_938_842_070_8,
        105_258_076.0,
    ),
    (
        1_439_720_407.311_721_673_663_223_072_794_912_393_971_548_578_637_2,
        45_995_730.0,
    ),
    (
        248_874_557.862_054_156_511_460_386_413_229_423_216_321_251_278_01,
        13_339_535.0,
    ),
    (
        31_426_415.585_400_194_380_614_231_628_318_205_362_874_684_987_640,
        2_637_558.0,
    ),
    (
        2_876_370.628_935_372_441_225_409_051_620_849_613_599_114_537_876_8,
        357_423.0,
    ),
    (
        186_056.265_395_223_495_040_294_989_716_045_699_282_207_842_363_28,
        32_670.0,
    ),
    (
        8_071.672_002_365_816_210_638_002_902_272_250_613_821_851_632_502_4,
        1_925.0,
    ),
    (
        210.824_277_751_579_345_872_509_733_920_713_362_711_669_695_802_91,
        66.0,
    ),
    (
        2.506_628_274_631_000_270_164_908_177_133_837_338_626_431_079_340_8,
        1.0,
    ),
];

pub(super) static GAMMA: Builtin = one(
    "gamma",
    X,
    "The gamma function, which continues the factorial.",
    &[("math.gamma(5)", "24.0")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        gamma(x).map(Value::Float)
    },
);

pub(super) static LGAMMA: Builtin = one(
    "lgamma",
    X,
    "The natural logarithm of the absolute value of the gamma function.",
    &[("math.lgamma(1)", "0.0")],
    |interp, args| {
        let (x,): (f64,) = args.unpack(interp)?;
        lgamma(x).map(Value::Float)
    },
);

fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    // The polynomials are evaluated in the direction in which they do not overflow.
    if x < 5.0 {
        for (numerator, denominator) in COEFFICIENTS.iter().rev() {
            above = above * x + numerator;
            below = below * x + denominator;
        }
    } else {
        for (numerator, denominator) in &COEFFICIENTS {
            above = above / x + numerator;
            below = below / x + denominator;
        }
    }
    above / below
}

/// `sin(pi * x)`, accurate for large arguments; `x` is finite.
fn sin_pi(x: f64) -> f64 {
    let rest = x.abs() % 2.0;
    // Four quarters of the circle, each with the function that is accurate there.
    let quarter = (2.0 * rest).round();
    let sine = if quarter == 0.0 {
        (PI * rest).sin()
    } else if quarter == 1.0 {
        (PI * (rest - 0.5)).cos()
    } else if quarter == 2.0 {
        (PI * (1.0 - rest)).sin()
    } else if quarter == 3.0 {
        -(PI * (rest - 1.5)).cos()
    } else {
        (PI * (rest - 2.0)).sin()
    };
    1.0_f64.copysign(x) * sine
}

fn gamma(x: f64) -> Result<f64> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x == 0.0 || x == f64::NEG_INFINITY {
        return Err(domain_error());
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(domain_error());
        }
        if x <= 23.0 {
            // Factorials up to 22! are floats exactly.
            return Ok((1..23_u32)
                .map(f64::from)
                .take_while(|factor| *factor < x)
                .product());
        }
    }
    let size = x.abs();
    let result = if size < TINY {
        1.0 / x
    } else if size > EXTREME {
        if x > 0.0 {
            return Err(range_error());
        }
        return Ok(0.0 / sin_pi(x));
    } else {
        by_lanczos(x)
    };
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

fn by_lanczos(x: f64) -> f64 {
    let size = x.abs();
    let shifted = size + G_LESS_HALF;
    // What rounding took from the sum, to be given back to first order.
    let lost = if size > G_LESS_HALF {
        (shifted - size) - G_LESS_HALF
    } else {
        (shifted - G_LESS_HALF) - size
    };
    let lost = lost * G / shifted;
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * shifted.exp() / lanczos_sum(size);
        result -= lost * result;
        if size < HALVED {
            return result / shifted.powf(size - 0.5);
        }
        let half = shifted.powf(size / 2.0 - 0.25);
        return result / half / half;
    }
    let mut result = lanczos_sum(size) / shifted.exp();
    result += lost * result;
    if size < HALVED {
        return result * shifted.powf(size - 0.5);
    }
    let half = shifted.powf(size / 2.0 - 0.25);
    result * half * half
}

pub(crate) fn lgamma(x: f64) -> Result<f64> {
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 {
            Err(domain_error())
        } else {
            Ok(0.0)
        };
    }
    let size = x.abs();
    if size < TINY {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LN_PI - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}
