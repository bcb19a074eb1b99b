"use strict";
/** Visible tables that hold data, with their size, whether they have headers, and what shows that they need some. */
module.exports = function probe(page) {
  const HEADERS = "th,[role=columnheader],[role=rowheader],td[scope]";
  // Tables that only arrange things have more in their cells than text, and programs draw code in tables.
  const ARRANGED =
    "table,form,input,select,textarea,h1,h2,h3,h4,h5,h6,nav,header,footer,main,article,pre,iframe,video," +
    // DocBook's links to the pages before and after.
    "a[rel~=prev],a[rel~=next],a[accesskey]";
  const isBold = (cell) => {
    const bold = [...cell.querySelectorAll("b,strong")].map((part) => page.text(part)).join("");
    return page.text(cell) !== "" && (bold === page.text(cell) || Number(getComputedStyle(cell).fontWeight) >= 600);
  };
  const isWritten = (cells) => cells.length > 0 && cells.every((cell) => page.text(cell) || cell.querySelector("img,svg"));

  const isSpacer = (row) => [...row.cells].every((cell) => !page.text(cell) && !cell.querySelector("img,svg"));

  function measure(table) {
    const rows = [...table.rows].filter((row) => row.cells.length);
    const columns = Math.max(0, ...rows.map((row) => row.cells.length));
    const headers = [...table.querySelectorAll(HEADERS)];
    const first = [...(rows[0]?.cells ?? [])];
    const isRow = headers.some((cell) => cell.closest("tr") === rows[0]);
    const hasContent = headers.some((cell) => page.text(cell) || page.name(cell));
    const even = rows.every((row) => row.cells.length === columns);
    const bold = first.every(isBold) || rows.every((row) => isBold(row.cells[0]));
    const drawn = page.isDataTable(table);
    return {
      rows: rows.length,
      columns,
      header: headers.length ? (hasContent ? (isRow ? "row" : "column") : "empty") : "",
      // A row of empty cells keeps a distance: the table arranges things.
      data: headers.length > 0 || (even && isWritten(first) && !rows.some(isSpacer) && (drawn || bold)),
    };
  }

  return [...document.querySelectorAll("table")]
    .filter((table) => table.matches(":not([role]),[role=table],[role=grid]") && page.isShown(table))
    .filter((table) => !table.querySelector(ARRANGED) && page.closest(table, "pre,.highlight,[contenteditable]") === null)
    .map((target) => ({ target, facts: measure(target) }))
    .filter(({ facts }) => facts.rows > 1 && facts.columns > 1);
};
