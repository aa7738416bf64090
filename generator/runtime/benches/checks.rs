//! Limits checked in place beside the same limits checked on a tree of each field, on a record of twenty limited fields.

use std::hint::black_box;

use bindwright_runtime::Violations;
use bindwright_runtime::codec::{Encode, to_value};
use bindwright_runtime::codegen::{Check, Checker, Limit, limits};
use divan::Bencher;

/// Writes the struct, its `limits!`, and the check that makes a tree of each field first.
macro_rules! limited {
    ($($wire:literal => $field:ident: $ty:ty = $value:expr, [$($limit:expr),+];)+) => {
        struct Order {
            $($field: $ty,)+
        }

        limits!(Order { $($wire => $field: [$($limit),+]),+ });

        fn order() -> Order {
            Order { $($field: $value),+ }
        }

        fn check_trees(order: &Order, check: &mut Checker<'_>) {
            use Limit::*;
            $(on_tree(check, $wire, &order.$field, &[$($limit),+]);)+
        }
    };
}

limited! {
    "id" => id: String = "c3b0e0a4-7d31-4d53".to_owned(), [MinLength(1), MaxLength(64)];
    "customer" => customer: String = "Zoë Müller".to_owned(), [MinLength(1), MaxLength(255)];
    "street" => street: String = "Unter den Linden 77".to_owned(), [MinLength(1), MaxLength(255)];
    "city" => city: String = "Berlin".to_owned(), [MinLength(1), MaxLength(255)];
    "country" => country: String = "DE".to_owned(), [MinLength(2), MaxLength(2)];
    "zip" => zip: Option<String> = Some("10117".to_owned()), [MaxLength(16)];
    "phone" => phone: Option<String> = None, [MaxLength(32)];
    "email" => email: Option<String> = Some("zoe@example.com".to_owned()), [MinLength(3), MaxLength(254)];
    "note" => note: Option<String> = Some("Ring twice.".to_owned()), [MaxLength(1000)];
    "coupon" => coupon: Option<String> = None, [MinLength(8), MaxLength(8)];
    "priority" => priority: i32 = 3, [Minimum(0), Maximum(9)];
    "quantity" => quantity: i64 = 12, [Minimum(1), Maximum(10_000)];
    "floor" => floor: Option<i32> = Some(4), [Minimum(-5), Maximum(200)];
    "attempts" => attempts: Option<i64> = Some(1), [Minimum(0), Maximum(5), MultipleOf("1")];
    "created" => created: i64 = 1_700_000_000, [Minimum(0)];
    "price" => price: f64 = 19.99, [MinimumFloat(0.5), MaximumFloat(100_000.0)];
    "discount" => discount: Option<f64> = Some(0.25), [MinimumFloat(0.0), MaximumFloat(1.0)];
    "weight" => weight: f64 = 2.5, [ExclusiveMinimumFloat(0.0)];
    "tags" => tags: Vec<String> = tags(), [MaxItems(20), UniqueItems, Each(&[MinLength(1), MaxLength(32)])];
    "items" => items: Vec<i64> = (1..=20).collect(), [MinItems(1), MaxItems(200), Each(&[Minimum(1)])];
}

fn tags() -> Vec<String> {
    (0..10).map(|number| format!("tag-{number}")).collect()
}

fn on_tree(check: &mut Checker<'_>, place: &str, value: &dyn Encode, limits: &[Limit]) {
    if value.is_absent() {
        return;
    }
    if let Ok(tree) = to_value(value) {
        check.limits(place, &tree, limits);
    }
}

fn found(check: impl FnOnce(&mut Checker<'_>)) -> usize {
    let mut violations = Violations::new();
    check(&mut Checker::new(&mut violations));
    violations.iter().count()
}

fn main() {
    divan::main();
}

#[divan::bench]
fn in_place(bencher: Bencher<'_, '_>) {
    let order = order();
    assert_eq!(found(|check| order.check(check)), 0);
    bencher.bench_local(|| found(|check| black_box(&order).check(check)));
}

#[divan::bench]
fn through_trees(bencher: Bencher<'_, '_>) {
    let order = order();
    assert_eq!(found(|check| check_trees(&order, check)), 0);
    bencher.bench_local(|| found(|check| check_trees(black_box(&order), check)));
}
