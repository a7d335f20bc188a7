//! Amounts of money: signs, codes and names, scales and hundredths.

use super::*;

/// "$10", "US$4.7 billion", "EUR 20", "RM42", "MAUD 60", "dollar 22.5 million".
pub(super) fn leading_money<'a>(s: &Scene<'a>, ctx: &Context, at: usize, apart: bool) -> Option<Amount<'a>> {
    let minus = usize::from(s.dash(at) && s.glued(at + 1));
    let at = at + minus;
    if !s.word(at).starts.has(Starts::MONEY) {
        return None;
    }
    // "A $1.9bn facility" is of no Australian dollars.
    let article = s.is(at, Part::Article) && !s.glued(at + 1);
    let sign = s.cased_phrase(&s.tables.signs, at).filter(|_| !article).or_else(|| {
        // "c $ 100", "hk $ 10": a dollar sign makes the letters before it sure.
        if s.is(at, Part::Article) || s.is(at, Part::Function) || s.glued(at) {
            return None;
        }
        let upper = s.lower_as_upper(at);
        s.mark(at + 1)
            .filter(|c| *c == '$')
            .and_then(|_| {
                s.tables.signs.longest(|i| match i {
                    0 => Some(upper.as_str()),
                    1 => Some("$"),
                    _ => None,
                })
            })
            .map(|(n, m)| (at + n, m))
    });
    let name = s.phrase(&s.tables.money, at).filter(|(_, m)| !m.minor && !m.after_only);
    let (end, money, named) = match (sign, name) {
        (Some((e, m)), _) => (e, m, false),
        (None, Some((e, m))) => (e, m, true),
        _ => return None,
    };
    if s.is_word(at) && s.glued(at) && s.is_word(at - 1) {
        return None;
    }
    let plain = numeral(s, end, apart).filter(|n| {
        !n.ordinal && n.vague.is_none() && (!s.is(end, Part::Article) || n.value > Rational::from_integer(1))
    })?;
    // A name before a number is money only if digits follow at once and nothing else claims them.
    if named || money.shy {
        let word = s.lower(at);
        let code = money.code.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(word));
        let again = s.phrase(&s.tables.money, plain.end).is_some() || unit_at(s, plain.end).is_some();
        if plain.literal.is_none() && !plain.digits
            || again
            || (!code && at > 0 && s.literal(at - 1).is_some())
            || s.is_word(plain.end) && !plain.scaled && money.shy
        {
            return None;
        }
        if money.shy && !named && s.atoms[at].capital && s.raw(at).len() != 3 {
            return None;
        }
    }
    let mut number = plain;
    if money.scale > 0 {
        number.value = crate::value::scaled(number.value, money.scale.into())?;
        number.place = crate::value::scaled(number.place, money.scale.into())?;
        number.scaled = true;
    }
    money_suffix(s, &mut number);
    if money.letters && !(number.scaled || number.literal.is_some_and(|l| l.grouped)) {
        return None;
    }
    if minus > 0 {
        number.value = -number.value;
    }
    let mut money = resolve(s, ctx, money);
    let mut end = number.end;
    // "$10 dollars", "$15 Australian", "50 dollar dollar"
    if let Some((e, more)) = s
        .phrase(&s.tables.money, end)
        .filter(|(_, m)| !m.minor && !m.shy && (m.unit == money.unit || money.code.is_none() || m.code == money.code))
    {
        if more.code.is_some() {
            money = resolve(s, ctx, more);
        }
        end = e;
    }
    let amount = Amount { end, number, unit: In::Money(money), leading: true, hyphen: false };
    Some(minor_part(s, amount))
}

/// Scale letters that count with money only: "£3m", "$4b".
pub(super) fn money_suffix(s: &Scene<'_>, n: &mut Numeral) {
    if n.scaled || n.literal.is_none() {
        return;
    }
    let hyphen = usize::from(s.dash(n.end) && s.glued(n.end));
    let at = n.end + hyphen;
    if hyphen == 1 && !s.glued(at) {
        return;
    }
    let letter = s.tables.ambiguous_suffixes.get(s.raw(at)).or_else(|| s.tables.suffixes.get(s.raw(at)));
    let word = s.word(at).scale;
    let Some(e) = letter.copied().or(word) else { return };
    if let (Some(value), Some(place)) =
        (crate::value::scaled(n.value, e.into()), crate::value::scaled(n.place, e.into()))
    {
        (n.value, n.place, n.scaled, n.scale, n.end) = (value, place, true, e.into(), at + 1);
    }
}

/// "10 dollars", "20€", "30 MUSD", "75 USD million", "400m euros".
pub(super) fn trailing_money(
    s: &Scene<'_>,
    at: usize,
    number: &Numeral,
    mut i: usize,
    ctx: &Context,
) -> Option<(usize, Money)> {
    let _ = at;
    // Letters are money before a number only ("R250,000"; "4 L of wine").
    let sign = s.cased_phrase(&s.tables.signs, i).filter(|(_, m)| !m.letters);
    let name = s.phrase(&s.tables.money, i);
    let (mut end, money) = match (sign, name) {
        (Some(a), Some(b)) => {
            if b.0 > a.0 {
                b
            } else {
                a
            }
        }
        (a, b) => a.or(b)?,
    };
    if s.glued(end) && (s.is_word(end) || s.literal(end).is_some()) && s.is_word(end - 1) {
        return None;
    }
    let sure = number.scaled || number.value >= Rational::from_integer(10_000);
    if money.mass && !sure && !sterling(s, ctx) {
        return None;
    }
    let is_sign = s.mark(i).is_some();
    // "20 $ 30": the sign belongs to the number after it.
    if is_sign && !s.glued(i) && s.literal(end).is_some() && s.glued(end) {
        return None;
    }
    if money.shy
        && (number.literal.is_none() || s.is_word(end) && !s.is(end, Part::Function) && !s.is(end, Part::And))
        && !(money.minor && s.glued(i))
    {
        return None;
    }
    // A single letter for a hundredth is small ("10c", not "10C").
    if money.minor && s.is_word(i) && s.atoms[i].capital && s.raw(i).chars().count() == 1 {
        return None;
    }
    if s.raw(i).chars().count() <= 2 && s.is_word(i) && (number.literal.is_none() && !number.digits) {
        return None;
    }
    let mut money = resolve(s, ctx, money);
    i = end;
    // "75 USD million"
    if !number.scaled
        && let Some(e) = s.word(i).scale.filter(|e| *e >= 3 && number.digits && !s.word(i).plural_scale)
    {
        money.scale += e;
        end = i + 1;
    }
    Some((end, money))
}

/// Whether pounds are money here: a sign in the sentence, or a place that pays in them.
pub(super) fn sterling(s: &Scene<'_>, ctx: &Context) -> bool {
    ctx.pounds || (0..s.len()).any(|i| s.mark(i) == Some('£'))
}

/// The currency of a sign or name that several share, by the place or outlet of the article.
pub(super) fn resolve(s: &Scene<'_>, ctx: &Context, money: &Money) -> Money {
    let mut money = money.clone();
    if money.code.is_none() && !money.minor {
        money.code = ctx.currency(s.tables, &money.unit).map(CompactString::from);
    }
    money
}

/// Hundredths after whole units: "20 dollars 43 cents", "$20 and 43c", "20 rupees 43".
pub(super) fn minor_part<'a>(s: &Scene<'a>, mut a: Amount<'a>) -> Amount<'a> {
    let In::Money(money) = &mut a.unit else { return a };
    if money.scale > 0 && !a.leading {
        a.number.value = crate::value::scaled(a.number.value, money.scale.into()).unwrap_or(a.number.value);
        a.number.place = crate::value::scaled(a.number.place, money.scale.into()).unwrap_or(a.number.place);
        a.number.scaled = true;
    }
    if money.minor || a.number.scaled || !a.number.value.is_integer() || a.number.vague.is_some() {
        return a;
    }
    let and = usize::from(s.is(a.end, Part::And));
    let i = a.end + and;
    let Some(n) = numeral(s, i, true).filter(|n| {
        n.value.is_integer()
            && n.value >= Rational::from_integer(0)
            && n.value < Rational::from_integer(100)
            && !n.ordinal
            && n.vague.is_none()
            && !n.share
    }) else {
        return a;
    };
    let unit = s.phrase(&s.tables.money, n.end).filter(|(_, m)| m.minor);
    // Without a word for it, only two digits at the end of the phrase.
    let bare = unit.is_none()
        && (!s.is_word(n.end) || s.is(n.end, Part::Function) && and == 0 && !a.leading)
        && s.mark(n.end).is_none_or(|c| matches!(c, '.' | '!' | '?'))
        && s.literal(n.end).is_none();
    if unit.is_none() && !bare || s.glued(n.end) && s.is_word(n.end) && unit.is_none() {
        return a;
    }
    a.end = unit.map_or(n.end, |u| u.0);
    a.number.value += n.value / Rational::from_integer(100);
    a.number.place = Rational::new(1, 100);
    a.number.literal = None;
    a
}
