//! Going through every node of a program, in no particular order and without recursion.

use super::tree::{
    Argument, Clause, Code, Comprehension, ComprehensionKind, Element, Entry, Lambda, Node,
    NodeKind, Part, SliceParts, Target,
};

/// Shows every node of a program, those of its lambdas and comprehensions included.
pub fn each_node<'a>(code: &'a Code, visit: &mut dyn FnMut(&'a Node)) {
    let mut pending = vec![&code.root];
    code.lambdas.iter().for_each(|lambda| {
        lambda_parts(lambda, &mut pending);
    });
    code.comprehensions.iter().for_each(|comprehension| {
        comprehension_parts(comprehension, &mut pending);
    });
    while let Some(node) = pending.pop() {
        visit(node);
        parts(node, &mut pending);
    }
}

fn lambda_parts<'a>(lambda: &'a Lambda, out: &mut Vec<&'a Node>) {
    out.extend(&lambda.defaults);
    out.push(&lambda.body);
}

fn comprehension_parts<'a>(comprehension: &'a Comprehension, out: &mut Vec<&'a Node>) {
    match &comprehension.kind {
        ComprehensionKind::List(element)
        | ComprehensionKind::Set(element)
        | ComprehensionKind::Generator(element) => out.push(element),
        ComprehensionKind::Dict(key, value) => out.extend([key, value]),
    }
    out.push(&comprehension.first);
    for Clause {
        target,
        iterable,
        conditions,
    } in &comprehension.clauses
    {
        target_parts(target, out);
        out.extend(iterable);
        out.extend(conditions);
    }
}

fn target_parts<'a>(target: &'a Target, out: &mut Vec<&'a Node>) {
    match target {
        Target::Slot(_) | Target::Cell(_) => {}
        Target::Unpack(targets, ..) => targets.iter().for_each(|target| target_parts(target, out)),
        Target::Subscript(parts, _) => out.extend(&**parts),
        Target::Attribute(value, ..) => out.push(value),
    }
}

fn parts<'a>(node: &'a Node, out: &mut Vec<&'a Node>) {
    match &node.kind {
        NodeKind::Constant(_)
        | NodeKind::Local(_)
        | NodeKind::MaybeLocal(..)
        | NodeKind::LocalCell(..)
        | NodeKind::FreeCell(..)
        | NodeKind::Captured(_)
        | NodeKind::CapturedCell(..)
        | NodeKind::Global(_)
        | NodeKind::Comprehension(_)
        | NodeKind::Lambda(_) => {}
        NodeKind::Tuple(items)
        | NodeKind::List(items)
        | NodeKind::And(items)
        | NodeKind::Or(items) => out.extend(items),
        NodeKind::TupleWithStars(elements)
        | NodeKind::ListWithStars(elements)
        | NodeKind::Set(elements) => {
            out.extend(elements.iter().map(|element| match element {
                Element::One(node) | Element::Star(node) => node,
            }));
        }
        NodeKind::Dict(entries) => {
            for entry in entries {
                match entry {
                    Entry::Pair(key, value) => out.extend([key, value]),
                    Entry::Unpack(mapping) => out.push(mapping),
                }
            }
        }
        NodeKind::Conditional(parts) => out.extend([&parts.test, &parts.body, &parts.orelse]),
        NodeKind::Not(inner)
        | NodeKind::Unary(_, inner)
        | NodeKind::Attribute(inner, _)
        | NodeKind::Deep(inner) => out.push(inner),
        NodeKind::Formula(parts) => out.push(&parts.whole),
        NodeKind::Watched(watched) => out.push(&watched.node),
        NodeKind::Binary(parts) => out.extend([&parts.lhs, &parts.rhs]),
        NodeKind::Compare(parts) => out.extend([&parts.lhs, &parts.rhs]),
        NodeKind::Key(parts) => out.push(&parts.value),
        NodeKind::Subscript(operands) => out.extend(&**operands),
        NodeKind::CompareChain(first, rest) => {
            out.push(first);
            out.extend(rest.iter().map(|(_, node)| node));
        }
        NodeKind::Call(parts) => {
            out.push(&parts.callee);
            out.extend(&parts.args);
        }
        NodeKind::CallWithNames(callee, args) => {
            out.push(callee);
            out.extend(args.iter().map(|arg| match arg {
                Argument::Positional(node)
                | Argument::Star(node)
                | Argument::Named(_, node)
                | Argument::DoubleStar(node) => node,
            }));
        }
        NodeKind::MethodCall(call) => {
            out.push(&call.receiver);
            out.extend(&call.args);
        }
        NodeKind::SliceOf(value, parts) => {
            out.push(value);
            slice_parts(parts, out);
        }
        NodeKind::Slice(parts) => slice_parts(parts, out),
        NodeKind::FString(parts) => string_parts(parts, out),
    }
}

fn slice_parts<'a>(parts: &'a SliceParts, out: &mut Vec<&'a Node>) {
    let SliceParts { start, stop, step } = parts;
    out.extend([start, stop, step].into_iter().flatten());
}

fn string_parts<'a>(parts: &'a [Part], out: &mut Vec<&'a Node>) {
    for part in parts {
        if let Part::Hole(hole) = part {
            out.push(&hole.value);
            string_parts(&hole.spec, out);
        }
    }
}
