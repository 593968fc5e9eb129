(function () {
  'use strict';
  var words = document.body.dataset, vi = words.lang === 'vi';
  // Rows that a long list shows at first (the page marks the others); print shows all.
  var LONG = window.matchMedia('(max-width:640px)').matches ? 8 : 25;
  function number(text) {
    var t = vi ? text.replace(/\./g, '').replace(',', '.') : text.replace(/,/g, '');
    var n = parseFloat(t.replace('\u2212', '-').replace(/[^0-9.\-].*$/, ''));
    return isNaN(n) ? null : n;
  }
  function moment(text) {
    var m = /^(\d\d)\/(\d\d)\/(\d{4})(.*)$/.exec(text);
    return text ? (m ? m[3] + m[2] + m[1] + m[4] : text) : null;
  }
  function minutes(text) {
    var sum = 0, found = false;
    text.replace(/(\d+)\s*(ng\u00e0y|gi\u1edd|ph\u00fat|d|h|min)/g, function (all, n, unit) {
      found = true;
      sum += n * (unit === 'ng\u00e0y' || unit === 'd' ? 480 : unit === 'gi\u1edd' || unit === 'h' ? 60 : 1);
    });
    return found ? (/^\u2212/.test(text) ? -sum : sum) : null;
  }
  function value(row, column, kind) {
    var cell = row.cells[column], text = cell ? cell.textContent.trim() : '';
    if (kind === 'n') return number(text);
    if (kind === 'd') return moment(text);
    if (kind === 'm') return minutes(text);
    return text || null;
  }
  var order = new Intl.Collator(vi ? 'vi' : 'en', { numeric: true });
  function sort(table, head) {
    var kind = head.dataset.k, column = +head.dataset.c, body = table.tBodies[0];
    var down = head.getAttribute('aria-sort') === 'ascending';
    var rows = Array.prototype.map.call(body.rows, function (row, i) {
      return { row: row, i: i, v: value(row, column, kind) };
    });
    rows.sort(function (a, b) {
      // Without data: always last.
      if (a.v === null || b.v === null) return (a.v === null) - (b.v === null) || a.i - b.i;
      var d = typeof a.v === 'number' ? a.v - b.v : order.compare(a.v, b.v);
      return (down ? -d : d) || a.i - b.i;
    });
    table.querySelectorAll('[aria-sort]').forEach(function (th) { th.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    rows.forEach(function (entry) { body.appendChild(entry.row); });
  }
  function fold(text) {
    return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\u0111/g, 'd');
  }
  var folds = document.querySelectorAll('details'), list = document.querySelector('nav ul');
  if (folds.length && list) {
    var item = document.createElement('li'), all = document.createElement('button');
    all.type = 'button';
    all.textContent = words.open;
    all.addEventListener('click', function () {
      var open = all.textContent === words.open;
      folds.forEach(function (fold) { fold.open = open; });
      all.textContent = open ? words.close : words.open;
    });
    item.append(all);
    list.append(item);
  }
  // A link to a folded section or into it opens it.
  function unfold() {
    var aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    var fold = aim && (aim.closest('details') || aim.querySelector('details'));
    if (fold && !fold.open) {
      fold.open = true;
      aim.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', unfold);
  unfold();
  document.querySelectorAll('table').forEach(function (table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows), box = table.parentNode, full = rows.length <= LONG;
    if (rows.length < 2) return;
    table.querySelectorAll('th[data-k]').forEach(function (head) {
      var button = document.createElement('button');
      button.type = 'button';
      button.title = words.sort;
      button.textContent = head.dataset.t = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () { sort(table, head); update(); });
    });
    if (rows.length < 8) return;
    var tools = document.createElement('div'), label = document.createElement('label');
    var input = document.createElement('input'), count = document.createElement('span');
    var more = document.createElement('button');
    tools.className = 'tools';
    input.type = 'search';
    input.id = table.id + '-filter';
    label.htmlFor = input.id;
    label.textContent = words.filter;
    count.setAttribute('role', 'status');
    more.type = 'button';
    more.className = 'more';
    more.textContent = words.all;
    tools.append(label, input, count);
    box.before(tools);
    box.after(more);
    more.addEventListener('click', function () { full = true; update(); });
    var texts = new Map();
    function text(row) {
      if (!texts.has(row)) texts.set(row, fold(row.textContent));
      return texts.get(row);
    }
    function update() {
      if (!input) return;
      var wanted = fold(input.value.trim()), found = 0, shown = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var hit = !wanted || text(row).indexOf(wanted) >= 0;
        if (hit) found++;
        var beyond = hit && !full && wanted === '' && found > LONG;
        if (hit && !beyond) shown++;
        row.hidden = !hit;
        row.classList.toggle('beyond', beyond);
      });
      count.textContent = words.found.replace('#', shown).replace('#', rows.length);
      more.hidden = full || wanted !== '' || found <= LONG;
    }
    input.addEventListener('input', update);
    function reveal() {
      var aim = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
      if (aim && table.contains(aim) && (aim.hidden || aim.classList.contains('beyond'))) {
        full = true;
        input.value = '';
        update();
        aim.scrollIntoView();
      }
    }
    window.addEventListener('hashchange', reveal);
    update();
    reveal();
  });
})();
