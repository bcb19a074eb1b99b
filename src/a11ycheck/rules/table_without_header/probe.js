"use strict";
/** Visible tables that hold data, with their size, whether they have headers, and what shows that they need some. */
module.exports = function probe(page) {
  const HEADERS = "th,[role=columnheader],[role=rowheader],td[scope]";
  // Tables that only arrange things have more in their cells than text, and programs draw code in tables.
  const ARRANGED =
    "slot,table,form,input,select,textarea,h1,h2,h3,h4,h5,h6,nav,header,footer,main,article,pre,iframe,video," +
    // DocBook's links to the pages before and after.
    "a[rel~=prev],a[rel~=next],a[accesskey]";
  const isBold = (cell) => {
    const bold = [...cell.querySelectorAll("b,strong")].map((part) => page.text(part)).join("");
    return page.text(cell) !== "" && (bold === page.text(cell) || Number(getComputedStyle(cell).fontWeight) >= 600);
  };
  const isWritten = (cells) => cells.length > 0 && cells.every((cell) => page.text(cell) || cell.querySelector("img,svg"));

  const isSpacer = (row) => [...row.cells].every((cell) => !page.text(cell) && !cell.querySelector("img,svg"));

  const MANY = 20;
  const isBordered = (element) => {
    const style = getComputedStyle(element);
    return ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0);
  };
  /** The background of a row, or the one of all its cells. */
  const background = (row) => {
    const colours = new Set([...row.cells].map((cell) => getComputedStyle(cell).backgroundColor));
    return `${getComputedStyle(row).backgroundColor} ${colours.size === 1 ? [...colours][0] : ""}`;
  };
  const isStriped = (rows) => rows.length > 2 && new Set(rows.map(background)).size > 1;
  // A table with a link in each row may be a list of contents.
  const isListOfLinks = (rows) => rows.every((row) => row.querySelector("a[href]"));

  /** Whether a table has the look of data. axe and browsers also count cells, but lists in columns have many, too. */
  function isDrawn(table, rows) {
    if (table.matches("[role]") || table.tHead || table.tFoot || (table.caption && page.text(table.caption))) return true;
    if (rows.length >= MANY && !isListOfLinks(rows)) return true;
    const first = rows.slice(0, MANY);
    const cells = first.flatMap((row) => [...row.cells]);
    const bordered = cells.filter((cell) => isBordered(cell) || isBordered(cell.parentElement));
    return 2 * bordered.length >= cells.length || isStriped(first);
  }

  function measure(table) {
    const rows = [...table.rows].filter((row) => row.cells.length);
    const columns = Math.max(0, ...rows.map((row) => row.cells.length));
    const headers = [...table.querySelectorAll(HEADERS)];
    const first = [...(rows[0]?.cells ?? [])];
    const isRow = headers.some((cell) => cell.closest("tr") === rows[0]);
    const hasContent = headers.some((cell) => page.text(cell) || page.name(cell));
    const even = rows.every((row) => row.cells.length === columns);
    const bold = first.every(isBold) || rows.every((row) => isBold(row.cells[0]));
    return {
      rows: rows.length,
      columns,
      header: headers.length ? (hasContent ? (isRow ? "row" : "column") : "empty") : "",
      // A row of empty cells keeps a distance: the table arranges things.
      data: headers.length > 0 || (even && isWritten(first) && !rows.some(isSpacer) && (bold || isDrawn(table, rows))),
    };
  }

  return page.all("table")
    .filter((table) => table.matches(":not([role]),[role=table],[role=grid]") && page.isShown(table))
    .filter((table) => !table.querySelector(ARRANGED) && page.closest(table, "pre,.highlight,[contenteditable]") === null)
    .map((target) => ({ target, facts: measure(target) }))
    .filter(({ facts }) => facts.rows > 1 && facts.columns > 1);
};
