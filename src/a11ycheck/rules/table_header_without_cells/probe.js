"use strict";
/** Each header of a table or grid, with the number of the cells to which it belongs (HTML, 4.9.12). */
const CELL_ROLES = /^(?:cell|columnheader|gridcell|rowheader)$/;
const MOST_CELLS = 4000;

/** An attribute as a number, at least 1. */
const span = (cell, name) => Math.min(Math.max(Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1, 1), 1000);

/** The slots of an HTML table, with its cells as {element, x, y, width, height, group}. */
function readTable(table) {
  const slots = new Map();
  const cells = [];
  const rows = [...table.rows];
  rows.forEach((row, y) => {
    let x = 0;
    for (const element of row.cells) {
      while (slots.has(`${x},${y}`)) x += 1;
      const inGroup = rows.filter((other) => other.parentElement === row.parentElement).length;
      const left = rows.slice(y).filter((other) => other.parentElement === row.parentElement).length;
      const asked = element.getAttribute("rowspan") === "0" ? inGroup : span(element, "rowspan");
      const cell = { element, x, y, width: span(element, "colspan"), height: Math.min(asked, left), group: row.parentElement };
      cells.push(cell);
      for (let dx = 0; dx < cell.width; dx += 1) {
        for (let dy = 0; dy < cell.height; dy += 1) slots.set(`${x + dx},${y + dy}`, cell);
      }
      x += cell.width;
    }
  });
  return { cells, slots, height: rows.length };
}

/** The slots of a grid that is made of roles: every row a line of cells. */
function readGrid(grid, page) {
  const slots = new Map();
  const cells = [];
  const own = (selector) => [...grid.querySelectorAll(selector)];
  const rows = own("[role=row],tr").filter((row) => page.closest(row, "table,[role=table],[role=grid],[role=treegrid]") === grid);
  rows.forEach((row, y) => {
    let x = 0;
    const inRow = [...row.querySelectorAll("*")].filter((element) => CELL_ROLES.test(page.semanticRole(element) ?? ""));
    for (const element of inRow) {
      const width = Math.max(Number.parseInt(element.getAttribute("aria-colspan") ?? "1", 10) || 1, 1);
      const height = Math.max(Number.parseInt(element.getAttribute("aria-rowspan") ?? "1", 10) || 1, 1);
      const cell = { element, x, y, width, height, group: row.parentElement };
      cells.push(cell);
      for (let dx = 0; dx < width; dx += 1) {
        for (let dy = 0; dy < height; dy += 1) slots.set(`${x + dx},${y + dy}`, cell);
      }
      x += width;
    }
  });
  return { cells, slots, height: rows.length };
}

const hasContent = (element) => /\S/.test(element.textContent) || element.querySelector("img,svg,canvas,video,object,input,select,textarea") !== null;

/** Which headers belong to which cells; returns, for each header, how many, and whether it has no direction. */
function count({ cells, slots, height }, table, page) {
  const at = (x, y) => slots.get(`${x},${y}`);
  const roleOf = new Map(cells.map((cell) => [cell, page.semanticRole(cell.element) ?? ""]));
  const isHeader = (cell) => /^(?:columnheader|rowheader)$/.test(roleOf.get(cell));
  // An empty cell in the corner of a table is no data, whatever its element.
  const isData = (cell) => cell && !isHeader(cell) && hasContent(cell.element);
  const scopeOf = ({ element }) => (element.getAttribute("scope") ?? "").toLowerCase();
  const range = (start, length) => Array.from({ length }, (_, index) => start + index);
  const width = Math.max(0, ...cells.map((cell) => cell.x + cell.width));

  const hasDataInRows = (cell) =>
    range(cell.y, cell.height).some((y) => range(0, width).some((x) => isData(at(x, y))));
  const hasDataInColumns = (cell) =>
    range(cell.x, cell.width).some((x) => range(0, height).some((y) => isData(at(x, y))));
  function isColumnHeader(cell) {
    const scope = scopeOf(cell);
    if (scope === "col") return true;
    if (/^(?:row|rowgroup|colgroup)$/.test(scope)) return false;
    if (cell.element.getAttribute("role") === "columnheader") return true;
    return cell.element.localName === "th" && !cell.element.hasAttribute("role") && !hasDataInRows(cell);
  }
  function isRowHeader(cell) {
    const scope = scopeOf(cell);
    if (scope === "row") return true;
    if (/^(?:col|rowgroup|colgroup)$/.test(scope)) return false;
    if (cell.element.getAttribute("role") === "rowheader") return true;
    return cell.element.localName === "th" && !cell.element.hasAttribute("role") && !isColumnHeader(cell) && !hasDataInColumns(cell);
  }

  const counts = new Map(cells.filter(isHeader).map((cell) => [cell, 0]));
  const assign = (header) => counts.set(header, counts.get(header) + 1);

  /** Walk from a cell along its row or column, as the internal algorithm for scanning and assigning does. */
  function scan(principal, x, y, dx, dy, found) {
    const opaque = [];
    let inBlock = isHeader(principal);
    let block = inBlock ? [principal] : [];
    for (let [cx, cy] = [x + dx, y + dy]; cx >= 0 && cy >= 0; [cx, cy] = [cx + dx, cy + dy]) {
      const current = at(cx, cy);
      if (!current || current === principal) continue;
      if (isHeader(current)) {
        inBlock = true;
        block.push(current);
        const isSame = (other) =>
          dx ? other.y === current.y && other.height === current.height : other.x === current.x && other.width === current.width;
        const blocked = opaque.some(isSame) || !(dx ? isRowHeader(current) : isColumnHeader(current));
        if (!blocked) found.add(current);
      } else if (inBlock) {
        inBlock = false;
        opaque.push(...block);
        block = [];
      }
    }
  }

  for (const cell of cells) {
    const found = new Set();
    const named = cell.element.getAttribute("headers");
    if (named !== null && table.localName === "table") {
      for (const id of named.split(/\s+/).filter(Boolean)) {
        const header = cells.find((other) => other.element.id === id);
        if (header && header !== cell) found.add(header);
      }
    } else {
      for (const y of range(cell.y, cell.height)) scan(cell, cell.x, y, -1, 0, found);
      for (const x of range(cell.x, cell.width)) scan(cell, x, cell.y, 0, -1, found);
      for (const header of counts.keys()) {
        const scope = scopeOf(header);
        const isAfter = header.x < cell.x + cell.width && header.y < cell.y + cell.height;
        if (scope === "rowgroup" && header.group === cell.group && isAfter) found.add(header);
        const isBelow = header.x <= cell.x && cell.x < header.x + header.width && header.y <= cell.y;
        if (scope === "colgroup" && isBelow) found.add(header);
      }
      found.delete(cell);
    }
    for (const header of found) if (counts.has(header)) assign(header);
  }
  // A row at the end that says the headers again is for long tables: their cells have these names.
  const isRepeated = (header) =>
    [...counts].some(
      ([other, assigned]) =>
        assigned && other.y < header.y && other.x === header.x && other.width === header.width &&
        page.text(other.element) === page.text(header.element),
    );
  // Without a scope, HTML assigns no cell to a header with data beside it and below it; browsers guess.
  const isUndirected = (cell) =>
    scopeOf(cell) === "" && !isColumnHeader(cell) && !isRowHeader(cell) && hasDataInRows(cell) && hasDataInColumns(cell);
  return [...counts]
    .filter(([header, assigned]) => assigned || !isRepeated(header))
    .map(([cell, assigned]) => ({ element: cell.element, cells: assigned, undirected: isUndirected(cell) }));
}

module.exports = function probe(page) {
  const TABLE_ROLES = /^(?:table|grid|treegrid)$/;
  // Cells that a slot shows, or a component in the table holds, are not found.
  const isWhole = (table) => !table.querySelector("slot") && page.all("*", table).length === table.querySelectorAll("*").length;
  const tables = page
    .all("table,[role=table],[role=grid],[role=treegrid]")
    .filter((table) => TABLE_ROLES.test(page.semanticRole(table) ?? "") && page.isExposed(table) && isWhole(table));
  return tables.flatMap((table) => {
    const hasHeader = table.querySelector("th,[role=columnheader],[role=rowheader]");
    if (!hasHeader || table.querySelectorAll("td,th,[role]").length > MOST_CELLS) return [];
    const read = table.localName === "table" ? readTable(table) : readGrid(table, page);
    return count(read, table, page)
      .filter(({ element }) => page.isExposed(element) && element.checkVisibility({ visibilityProperty: true }))
      .filter(({ element }) => page.text(element) || element.querySelector("img,svg") || element.getAttribute("aria-label"))
      .map(({ element, cells, undirected }) => ({ target: element, facts: { text: page.text(element).slice(0, 40), cells, undirected } }));
  });
};
