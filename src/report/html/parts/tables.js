// Tables that can be sorted and searched; names in them become buttons that choose.
const collator = new Intl.Collator('en-GB', { numeric: true });
function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
}

function sort(table, column) {
  const heads = [...table.tHead.rows[0].cells];
  const down = heads[column].getAttribute('aria-sort') === 'ascending';
  heads.forEach(head => head.removeAttribute('aria-sort'));
  heads[column].setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const rows = [...table.tBodies[0].rows].map(row => ({ row, key: key(row, column) }));
  const order = (a, b) => (typeof a.key === 'number' && typeof b.key === 'number'
    ? a.key - b.key : collator.compare(a.key, b.key));
  rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

for (const table of document.querySelectorAll('table.sort')) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sort(table, column));
    head.replaceChildren(button);
  });
}

for (const span of document.querySelectorAll('.pick')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = span.textContent;
  span.replaceWith(button);
}
for (const body of document.querySelectorAll('tbody')) {
  body.addEventListener('click', event => {
    const row = event.target.closest('tr');
    if (row?.dataset.network !== undefined) choose({ network: Number(row.dataset.network) });
    if (row?.dataset.practice !== undefined) choose({ practice: Number(row.dataset.practice) });
  });
}

$('search').addEventListener('input', () => {
  const words = $('search').value.toLowerCase().split(/\s+/).filter(word => word);
  let found = 0;
  const rows = $('practice-table').tBodies[0].rows;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    const here = words.every(word => text.includes(word));
    if (row.hidden === here) row.hidden = !here;
    found += here ? 1 : 0;
  }
  $('found').textContent = words.length ? `${number(found)} of ${plural(rows.length, 'practice')}` : '';
});

const networkRows = new Map([...$('network-table').tBodies[0].rows].map(row => [Number(row.dataset.network), row]));
const practiceRows = new Map([...$('practice-table').tBodies[0].rows].map(row => [Number(row.dataset.practice), row]));
function column(table, head) {
  return [...$(table).tHead.rows[0].cells].findIndex(cell => cell.textContent === head);
}
function fill(row, at, text, value) {
  row.cells[at].textContent = text;
  if (value !== undefined) row.cells[at].dataset.v = value;
}
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(details => { details.open = true; }));
