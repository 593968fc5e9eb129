//! A document as one HTML page: one file, no network, no external font.
//!
//! All is readable without the script, which only sorts, filters and shortens long lists. What stands
//! behind the figures is folded; print shows what is open. Charts are inline SVG with
//! positions in percent, so that their texts stay readable on a phone. What colour says, words or
//! shapes say too.

mod chart;
mod table;

use askama::Template;

use self::table::TableView;
use super::text::human;
use crate::error::{Error, Result};
use crate::report::model::{Document, Headline, LetterHead, Section, Tone};
use crate::words::{self, Lang};

pub fn render(document: &Document) -> Result<Vec<u8>> {
    let page = Page::new(document);
    let mut html = page.render().map_err(Error::internal)?;
    html.push('\n');
    Ok(html.into_bytes())
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<title>{{ document.title }}</title>
<script>document.documentElement.className = 'js';</script>
<style>{{ css|safe }}{{ columns_css|safe }}</style>
</head>
<body data-lang="{{ lang }}" data-filter="{{ filter_label }}" data-found="{{ found_label }}" data-all="{{ all_label }}" data-sort="{{ sort_label }}" data-open="{{ open_label }}" data-close="{{ close_label }}">
<a class="skip" href="#content">{{ skip_label }}</a>
<header>
{%- if let Some(head) = head %}
<div class="letter"><p>{{ head.parent }}<br><strong>{{ head.agency }}</strong></p>
<p><strong>{{ head.motto[0] }}</strong><br><strong>{{ head.motto[1] }}</strong><br><em>{{ head.date_line }}</em></p></div>
{%- endif %}
<h1>{{ document.title }}</h1>
{%- for text in document.subtitle %}
<p class="sub">{{ text }}</p>
{%- endfor %}
</header>
<main id="content">
{%- if !headline.is_empty() %}
<section aria-label="{{ headline_label }}"><ul class="cards">
{%- for card in headline %}
<li class="{{ card.class }}"><span class="label">{{ card.label }}</span> <strong>{{ card.value }}</strong> <span class="detail">{{ card.detail }}</span></li>
{%- endfor %}
</ul></section>
{%- endif %}
{%- if sections.len() > 1 %}
<nav aria-label="{{ contents_label }}"><ul>
{%- for section in sections %}<li><a href="#{{ section.key }}">{{ section.title }}</a></li>{% endfor -%}
</ul></nav>
{%- endif %}
{%- for section in sections %}
<section id="{{ section.key }}" aria-labelledby="{{ section.key }}-h">
{%- if section.folded %}
<details><summary><h2 id="{{ section.key }}-h">{{ section.title }}</h2> <span class="count">{{ section.count }}</span></summary>
{%- else %}
<h2 id="{{ section.key }}-h">{{ section.title }}</h2>
{%- endif %}
{%- for text in section.lead %}
<p>{{ text }}</p>
{%- endfor %}
{%- for svg in section.charts %}
{{ svg|safe }}
{%- endfor %}
{%- if let Some(table) = section.table %}
<div class="scroll" tabindex="0" role="group" aria-labelledby="{{ section.key }}-h">
<table id="{{ section.key }}-t"><caption>{{ section.title }}</caption>
<thead>
{%- for row in table.head %}
<tr>
{%- for cell in row %}<th scope="{{ cell.scope }}"{% if cell.across > 1 %} colspan="{{ cell.across }}"{% endif %}{% if cell.down > 1 %} rowspan="{{ cell.down }}"{% endif %}{% if let Some(kind) = cell.kind %} data-k="{{ kind }}" data-c="{{ cell.column }}"{% endif %}>{{ cell.title }}</th>{% endfor -%}
</tr>
{%- endfor %}
</thead>
<tbody>
{%- for row in table.rows %}
<tr{% if let Some(id) = row.id %} id="{{ id }}"{% endif %}{% if !row.class.is_empty() %} class="{{ row.class }}"{% endif %}>
{%- for cell in row.cells %}<{{ cell.tag }}{{ cell.attributes|safe }}>{% if let Some(link) = cell.link %}<a href="#{{ link }}">{{ cell.text }}</a>{% else %}{{ cell.text }}{% endif %}</{{ cell.tag }}>{% endfor -%}
</tr>
{%- endfor %}
</tbody></table></div>
{%- else if !section.empty_text.is_empty() && section.charts.is_empty() %}
<p class="none">{{ section.empty_text }}</p>
{%- endif %}
{%- for text in section.footnotes %}
<p class="foot">{{ text }}</p>
{%- endfor %}
{%- if section.folded %}
</details>
{%- endif %}
</section>
{%- endfor %}
{%- if !document.notes.is_empty() %}
<section id="notes" aria-labelledby="notes-h"><h2 id="notes-h">{{ notes_label }}</h2>
{%- for text in document.notes %}
<p>{{ text }}</p>
{%- endfor %}
</section>
{%- endif %}
</main>
<script>{{ script|safe }}</script>
</body>
</html>"##
)]
struct Page<'a> {
    document: &'a Document,
    lang: &'static str,
    css: &'static str,
    columns_css: String,
    script: &'static str,
    head: Option<&'a LetterHead>,
    headline: Vec<Card>,
    sections: Vec<SectionView<'a>>,
    skip_label: String,
    contents_label: String,
    headline_label: String,
    notes_label: String,
    filter_label: String,
    found_label: String,
    all_label: String,
    sort_label: String,
    open_label: String,
    close_label: String,
}

struct Card {
    label: String,
    value: String,
    detail: String,
    class: &'static str,
}

struct SectionView<'a> {
    key: &'a str,
    title: &'a str,
    lead: &'a [String],
    footnotes: &'a [String],
    empty_text: &'a str,
    folded: bool,
    /// "33 dòng", beside a folded title.
    count: String,
    charts: Vec<String>,
    table: Option<TableView>,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document) -> Page<'a> {
        let lang = document.lang;
        let text = |phrase: words::Phrase| phrase.text(lang).to_string();
        Page {
            document,
            lang: match lang {
                Lang::Vi => "vi",
                Lang::En => "en",
            },
            css: include_str!("page.css"),
            columns_css: document.sections.iter().map(table::columns_css).collect(),
            script: include_str!("page.js"),
            head: document.letter_head.as_ref(),
            headline: document.headline.iter().map(|h| card(h, lang)).collect(),
            sections: document.sections.iter().map(|s| section_view(s, document)).collect(),
            skip_label: text(words::report::skip_to_content()),
            contents_label: text(words::report::contents()),
            headline_label: text(words::report::headline_figures()),
            notes_label: text(words::report::notes_title()),
            filter_label: text(words::report::filter_rows()),
            found_label: text(words::report::rows_shown()),
            all_label: text(words::report::show_all_rows()),
            sort_label: text(words::report::sort_by()),
            open_label: text(words::report::open_all()),
            close_label: text(words::report::close_all()),
        }
    }
}

fn card(headline: &Headline, lang: Lang) -> Card {
    Card {
        label: headline.label.clone(),
        value: human(&headline.value, lang),
        detail: headline.detail.clone(),
        class: tone_class(headline.tone),
    }
}

fn section_view<'a>(section: &'a Section, document: &'a Document) -> SectionView<'a> {
    SectionView {
        key: &section.key,
        title: &section.title,
        lead: &section.lead,
        footnotes: &section.footnotes,
        empty_text: &section.empty_text,
        folded: section.folded,
        count: words::report::n_rows(section.table.rows.len()).text(document.lang).to_string(),
        charts: section.charts.iter().map(|c| chart::svg(c, document.lang)).collect(),
        table: (!section.table.rows.is_empty()).then(|| table::view(section, document)),
    }
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Bad => "bad",
        Tone::Warn => "warn",
        Tone::Good => "good",
        Tone::Total => "total",
        Tone::Muted => "muted",
    }
}

/// Text inside markup that is written by hand (SVG).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
