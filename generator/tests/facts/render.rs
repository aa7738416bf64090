//! Pages in the layouts that copies have: the same operation, with what each layout loses.

use std::fmt::Write as _;

use crate::model::{Answer, Doc, Field, Object, Range, Values};

/// A layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A paragraph per cell.
    Paragraphs,
    /// A paragraph per cell, in Chinese, without the words for required.
    ChineseParagraphs,
    /// `|` on lines of its own.
    Bars,
    /// A row per line.
    Rows,
    /// A row per line, in Chinese.
    ChineseRows,
    /// A `|` behind each cell.
    Trailing,
    /// Markdown.
    Markdown,
    /// Markdown in Chinese, with captions that lost their spaces.
    ChineseMarkdown,
    /// HTML.
    Html,
}

pub(crate) const LAYOUTS: [Layout; 9] = [
    Layout::Paragraphs,
    Layout::ChineseParagraphs,
    Layout::Bars,
    Layout::Rows,
    Layout::ChineseRows,
    Layout::Trailing,
    Layout::Markdown,
    Layout::ChineseMarkdown,
    Layout::Html,
];

/// Part of a page, before it has a layout.
enum Block {
    Title(String),
    Date(String),
    Heading(String),
    Text(String),
    Status(String),
    Caption(String),
    Table(Vec<String>, Vec<Vec<Cell>>),
}

/// A cell: paragraphs, and whether each is an item of a list.
type Cell = Vec<(String, bool)>;

impl Layout {
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Markdown | Self::ChineseMarkdown => "page.md",
            Self::Html => "page.html",
            _ => "page.txt",
        }
    }

    pub(crate) fn is_chinese(self) -> bool {
        matches!(
            self,
            Self::ChineseParagraphs | Self::ChineseRows | Self::ChineseMarkdown
        )
    }

    /// The copy has neither captions nor items of lists.
    pub(crate) fn loses_lists(self) -> bool {
        matches!(
            self,
            Self::Bars | Self::Rows | Self::ChineseRows | Self::Trailing
        )
    }

    pub(crate) fn loses_required(self) -> bool {
        self == Self::ChineseParagraphs
    }

    fn word(self, english: &'static str, chinese: &'static str) -> String {
        if self.is_chinese() { chinese } else { english }.to_owned()
    }
}

/// The page of an operation in a layout.
pub(crate) fn page(doc: &Doc, layout: Layout) -> String {
    let blocks = Blocks {
        layout,
        tables: 0,
        blocks: Vec::new(),
    }
    .of(doc);
    match layout {
        Layout::Html => html(&blocks),
        _ => text(&blocks, layout),
    }
}

struct Blocks {
    layout: Layout,
    tables: usize,
    blocks: Vec<Block>,
}

impl Blocks {
    fn of(mut self, doc: &Doc) -> Vec<Block> {
        let w = |english, chinese| self.layout.word(english, chinese);
        let mut start = vec![
            Block::Title(match self.layout.is_chinese() {
                true => format!("种植花园 - {}", doc.operation),
                false => doc.title.to_owned(),
            }),
            Block::Date(format!("{}{}", w("Updated on ", "更新时间："), doc.date)),
            Block::Heading(w("Function", "功能介绍")),
            Block::Text(doc.remark.to_owned()),
            Block::Heading(w("Authorization Information", "授权信息")),
        ];
        self.blocks.append(&mut start);
        if let Some((action, access)) = doc.action {
            let columns = [
                ("Action", "授权项"),
                ("Access Level", "访问级别"),
                ("Resource Type (*: required)", "资源类型(*为必须)"),
                ("Condition Key", "条件键"),
            ];
            let columns = columns.map(|(english, chinese)| self.layout.word(english, chinese));
            let row = [action, access, "-", "-"].map(|text| vec![(text.to_owned(), false)]);
            self.blocks
                .push(Block::Table(columns.to_vec(), vec![row.to_vec()]));
        }
        self.blocks.push(Block::Heading("URI".to_owned()));
        self.blocks
            .push(Block::Text(format!("{} {}", doc.method, doc.path)));
        self.table(("Path Parameters", "路径参数"), &doc.path_parameters);
        self.table(("Query Parameters", "Query参数"), &doc.query);
        self.heading("Request Parameters", "请求参数");
        self.table(
            ("Request header parameters", "请求Header参数"),
            &doc.headers,
        );
        self.objects(("Request body parameters", "请求Body参数"), &doc.body);
        self.heading("Response Parameters", "响应参数");
        for Answer { status, body } in &doc.responses {
            self.blocks.push(Block::Status(status.clone()));
            self.objects(("Response body parameters", "响应Body参数"), body);
        }
        self.heading("Example Requests", "请求示例");
        self.blocks.push(Block::Text(format!(
            "POST https://{{endpoint}}{}",
            doc.path
        )));
        self.blocks
            .push(Block::Text("{ \"garden\" : { } }".to_owned()));
        self.heading("Status Codes", "状态码");
        let columns = vec![
            self.layout.word("Status Code", "状态码"),
            self.layout.word("Description", "描述"),
        ];
        let rows = doc.responses.iter().map(|answer| {
            vec![
                vec![(answer.status.clone(), false)],
                vec![(self.layout.word("Fine.", "好。"), false)],
            ]
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table(columns, rows));
        self.heading("Error Codes", "错误码");
        self.blocks
    }

    fn heading(&mut self, english: &'static str, chinese: &'static str) {
        self.blocks
            .push(Block::Heading(self.layout.word(english, chinese)));
    }

    fn objects(&mut self, caption: (&'static str, &'static str), objects: &[Object]) {
        for object in objects {
            let caption = if object.name.is_empty() {
                caption
            } else {
                (object.name, object.name)
            };
            self.table(caption, &object.fields);
        }
    }

    fn table(&mut self, caption: (&'static str, &'static str), fields: &[Field]) {
        if fields.is_empty() {
            return;
        }
        self.tables += 1;
        let caption = self.layout.word(caption.0, caption.1);
        let word = self.layout.word("Table ", "表");
        self.blocks
            .push(Block::Caption(format!("{word}{} {caption}", self.tables)));
        let has_required = fields.iter().any(|field| field.required.is_some());
        let mut columns = vec![self.layout.word("Parameter", "参数")];
        if has_required {
            columns.push(self.layout.word("Mandatory", "是否必选"));
        }
        columns.push(self.layout.word("Type", "参数类型"));
        columns.push(self.layout.word("Description", "描述"));
        let rows = fields.iter().map(|field| {
            let plain = |text: &str| vec![(text.to_owned(), false)];
            let mut row = vec![plain(&field.name)];
            if let Some(required) = field.required {
                let word = if required {
                    self.layout.word("Yes", "是")
                } else {
                    self.layout.word("No", "否")
                };
                row.push(if self.layout.loses_required() {
                    Vec::new()
                } else {
                    plain(&word)
                });
            }
            row.push(plain(&field.type_name));
            row.push(self.description(field));
            row
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table(columns, rows));
    }

    fn description(&self, field: &Field) -> Cell {
        let zh = self.layout.is_chinese();
        let mut cell = vec![(
            if zh {
                "说明。".to_owned()
            } else {
                field.text.clone()
            },
            false,
        )];
        match &field.values {
            None => {}
            Some(Values::Colon(list)) => {
                cell = vec![(
                    if zh {
                        format!("阶段：{}。", list.join("、"))
                    } else {
                        format!("Stage: {}.", with_or(list))
                    },
                    false,
                )];
            }
            Some(Values::Sentence(list)) => cell.push((
                if zh {
                    format!("取值为{}。", list.join("、"))
                } else {
                    format!("The value can be {}.", with_or(list))
                },
                false,
            )),
            Some(Values::Options(list)) => cell.push((
                if zh {
                    format!("可选值：{}。", list.join("、"))
                } else {
                    format!("The options are: {}.", list.join(", "))
                },
                false,
            )),
            Some(Values::Slashes(list)) => cell.push((
                if zh {
                    format!("取值：{}。", list.join("/"))
                } else {
                    format!("One of {}.", list.join("/"))
                },
                false,
            )),
            Some(Values::Labelled(list)) => {
                cell.extend(list.iter().map(|value| {
                    (
                        if zh {
                            format!("{value}：往那边。")
                        } else {
                            format!("{value}: that way.")
                        },
                        false,
                    )
                }));
            }
            Some(Values::Bullets(list)) => {
                cell.push((
                    if zh {
                        "枚举值："
                    } else {
                        "Enumeration values:"
                    }
                    .to_owned(),
                    false,
                ));
                cell.extend(list.iter().map(|value| ((*value).to_owned(), true)));
            }
            Some(Values::BulletsWithLabels(list)) => {
                cell.extend(
                    list.iter()
                        .map(|value| (format!("{value} - how it is meant"), true)),
                );
            }
        }
        if let Some((of, least, most)) = field.range {
            let text = match (of, zh) {
                (Range::Value, false) => format!("The value ranges from {least} to {most}."),
                (Range::Value, true) => format!("取值范围：{least}~{most}。"),
                (Range::Length, false) => format!("It has {least} to {most} characters."),
                (Range::Length, true) => format!("长度为{least}~{most}个字符。"),
                (Range::Items, false) => format!("It holds {least} to {most} items."),
                (Range::Items, true) => format!("最少{least}个,最多{most}个。"),
            };
            cell.push((text, false));
        }
        if let Some(default) = &field.default {
            cell.push((
                if zh {
                    format!("默认值为{default}。")
                } else {
                    format!("The default value is {default}.")
                },
                false,
            ));
        }
        if self.layout.loses_lists() {
            cell.retain(|(_, is_item)| !is_item);
        }
        cell
    }
}

fn with_or(list: &[&str]) -> String {
    match list {
        [first, second] => format!("{first} or {second}"),
        [rest @ .., last] => format!("{}, or {last}", rest.join(", ")),
        [] => String::new(),
    }
}

fn joined(cell: &Cell, between: &str) -> String {
    let texts: Vec<&str> = cell.iter().map(|(text, _)| text.as_str()).collect();
    texts.join(between)
}

fn text(blocks: &[Block], layout: Layout) -> String {
    let mut page = String::new();
    let is_markdown = matches!(layout, Layout::Markdown | Layout::ChineseMarkdown);
    let gap = if matches!(
        layout,
        Layout::Paragraphs | Layout::ChineseParagraphs | Layout::Markdown
    ) {
        "\n\n"
    } else {
        "\n"
    };
    for block in blocks {
        let line = match block {
            Block::Title(text) if is_markdown => format!("# {text}"),
            Block::Heading(text) if layout == Layout::Markdown => format!("## {text}"),
            Block::Heading(text) if is_markdown => format!("#### {text}"),
            Block::Text(text) if layout == Layout::Markdown => format!("`{text}`"),
            Block::Title(text) | Block::Date(text) | Block::Heading(text) | Block::Text(text) => {
                text.clone()
            }
            Block::Status(status) if is_markdown => {
                format!("**{}{status}**", layout.word("Status code: ", "状态码："))
            }
            Block::Status(status) => format!("{}{status}", layout.word("Status code: ", "状态码:")),
            Block::Caption(_) if layout.loses_lists() => continue,
            Block::Caption(text) if layout == Layout::ChineseMarkdown => {
                format!("{} ", text.replace(' ', ""))
            }
            Block::Caption(text) if is_markdown => {
                let (number, rest) = text.split_at(text.rfind("Table ").map_or(0, |at| at + 7));
                format!("**{number}**{rest}")
            }
            Block::Caption(text) => text.clone(),
            Block::Table(columns, rows) => table(columns, rows, layout, gap),
        };
        _ = write!(page, "{line}{gap}");
    }
    page
}

fn table(columns: &[String], rows: &[Vec<Cell>], layout: Layout, gap: &str) -> String {
    let separator = format!("|{}", "---|".repeat(columns.len()));
    let is_action = columns[0] == "Action" || columns[0] == "授权项";
    let cells =
        |row: &Vec<Cell>| -> Vec<String> { row.iter().map(|cell| joined(cell, " ")).collect() };
    let stacked = || {
        let mut lines: Vec<String> = columns.to_vec();
        for (text, is_item) in rows.iter().flatten().flatten() {
            lines.push(if *is_item {
                format!("  • {text}")
            } else {
                text.clone()
            });
        }
        lines.join(gap)
    };
    match layout {
        Layout::Paragraphs | Layout::ChineseParagraphs => stacked(),
        Layout::Bars | Layout::Trailing | Layout::Rows | Layout::ChineseRows if is_action => {
            stacked()
        }
        Layout::Bars => {
            let lines = |cells: &[String]| format!("|\n{} |", cells.join(" |\n"));
            let mut all = vec![lines(columns), separator];
            all.extend(rows.iter().map(|row| lines(&cells(row))));
            all.join("\n")
        }
        Layout::Trailing => {
            let lines = |cells: &[String]| format!("{} |", cells.join(" |\n"));
            let mut all = vec![lines(columns), separator[1..].to_owned()];
            all.extend(rows.iter().map(|row| lines(&cells(row))));
            all.join("\n")
        }
        Layout::Rows | Layout::ChineseRows | Layout::ChineseMarkdown => {
            let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
            let mut all = vec![line(columns), separator];
            all.extend(rows.iter().map(|row| line(&marked(row, layout))));
            all.join("\n")
        }
        Layout::Markdown => {
            let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
            let mut all = vec![line(columns), separator];
            all.extend(rows.iter().map(|row| line(&marked(row, layout))));
            all.join("\n")
        }
        Layout::Html => String::new(),
    }
}

/// The cells of a row of one line; Markdown keeps lists as lines with bullets.
fn marked(row: &[Cell], layout: Layout) -> Vec<String> {
    let cells = row.iter().map(|cell| {
        let texts = cell.iter().map(|(text, is_item)| {
            let text = if layout == Layout::Markdown {
                text.replace('_', "\\_")
            } else {
                text.clone()
            };
            if *is_item {
                format!("• {text}")
            } else {
                text
            }
        });
        let texts: Vec<String> = texts.collect();
        let is_markdown = matches!(layout, Layout::Markdown | Layout::ChineseMarkdown);
        texts.join(if is_markdown { "<br>" } else { " " })
    });
    cells.collect()
}

fn html(blocks: &[Block]) -> String {
    let mut page = String::from(
        "<!DOCTYPE html>\n<html><head><title>Docs</title>\n<script>var t = \"<table><tr><td>id</td></tr></table>\";</script></head>\n<body><nav><ul><li>GET /nothing</li></ul></nav><main>\n",
    );
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    for block in blocks {
        _ = match block {
            Block::Title(text) => writeln!(page, "<h1>{text}</h1>"),
            Block::Date(text) | Block::Text(text) => writeln!(page, "<p>{text}</p>"),
            Block::Heading(text) => writeln!(page, "<h4 class=\"t\">{text}</h4>"),
            Block::Status(status) => {
                writeln!(page, "<p><strong>Status code: {status}</strong></p>")
            }
            Block::Caption(text) => {
                write!(page, "<div><table>\n<caption><b>{}</b></caption>\n", text)
            }
            Block::Table(columns, rows) => {
                if !page.ends_with("</caption>\n") {
                    page.push_str("<div><table>\n");
                }
                let head: String = columns
                    .iter()
                    .map(|text| format!("<th><p>{}</p></th>", escaped(text)))
                    .collect();
                _ = writeln!(page, "<thead><tr>{head}</tr></thead><tbody>");
                for row in rows {
                    page.push_str("<tr>");
                    for cell in row {
                        let parts = cell.iter().map(|(text, is_item)| {
                            let text = escaped(text);
                            if *is_item {
                                format!("<ul><li>{text}</li></ul>")
                            } else {
                                format!("<p>{text}</p>")
                            }
                        });
                        _ = writeln!(page, "<td>{}</td>", parts.collect::<String>());
                    }
                    page.push_str("</tr>\n");
                }
                writeln!(page, "</tbody></table></div>")
            }
        };
    }
    page.push_str(
        "</main><footer><table><tr><td>Contact</td></tr></table></footer></body></html>\n",
    );
    page
}
