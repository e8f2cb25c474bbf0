// Says at once that a card number or code will not be kept, and masks it when it is pasted. A help for the eye: the server decides.
const han = '零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两洞拐勾', D = '[\\d０-９]';
const digit = c => {
  const wide = c.charCodeAt() - 65296, at = han.indexOf(c);
  return c >= '0' && c <= '9' ? c : wide >= 0 && wide < 10 ? `${wide}` : at < 0 ? '' : '00012345678912345678912079'[at];
};
const isCard = n => /^(4(.{12}|.{15}|.{18})|(62|81|35).{14,17}|(5[1-5]|2[2-7]).{14}|3[47].{13}|3[0689](.{12}|.{14}|.{17})|(6[03-9]|5[0678]|95)(.{14}|.{16,17}))$/.test(n)
  && [...n].reverse().reduce((s, d, i) => s + (i % 2 ? d * 2 - (d > 4) * 9 : +d), 0) % 10 === 0;
const amount = '(\\d{1,3}(,\\d{3})+|\\d+)\\.\\d\\d', amounts = RegExp(`^${amount}([\\s,;、，]{1,3}${amount})*$`);
const codes = RegExp(`((?:cv[vcn]2?|security code|[安校][全验]码|背面.{0,3}[三3]位|pin|password|密码)(?:[\\s:：=（(是为码]|is)*)(${D}(?:[ -]?${D}){2,5})(?!${D}|[a-z年月日时点次元位]|[ ./:-]\\d| [元次])`, 'gi');

export const mask = text => {
  const found = [];
  let run = [], gap = 0, at = 0;
  const end = () => {
    for (let i = 0; i < run.length; i++)
      for (let l = Math.min(19, run.length - i); run[i].head && l > 12; l--) {
        const part = run.slice(i, i + l), n = part.map(d => d.v).join(''), { at } = part[0], { to } = part.at(-1);
        if (run[i + l]?.head === false || !isCard(n) || amounts.test(text.slice(at, to))) continue;
        found.unshift([at, to, n]);
        i += l - 1;
        break;
      }
    run = []; gap = 0;
  };
  for (const c of text) {
    const v = digit(c), to = at + c.length;
    if (v) { run.push({ v, at, to, head: !run.length || gap > 0 || han.includes(c) }); gap = 0; }
    else if (!/[\p{Cf}\p{M}]/u.test(c) && (/\p{L}/u.test(c) || ++gap > 4)) end();
    at = to;
  }
  end();
  for (const [at, to, n] of found) text = text.slice(0, at) + n.slice(0, 6) + '******' + n.slice(-4) + text.slice(to);
  return text.replace(codes, '$1***');
};

const say = (box, held) => {
  let note = box.nextElementSibling;
  if (!note?.matches('[data-note]')) {
    if (!held) return;
    note = document.createElement('p');
    note.dataset.note = '';
    note.className = box.dataset.guardNote || 'hint';
    note.setAttribute('role', 'status');
    box.after(note);
  }
  setTimeout(() => { note.textContent = held ? box.dataset.guardSays : ''; });
};
let pasted;
document.addEventListener('input', ({ target: box }) => {
  if (box.dataset.guard != null) say(box, box === pasted || mask(box.value) !== box.value);
  pasted = 0;
});
document.addEventListener('paste', e => {
  const box = e.target, text = e.clipboardData?.getData('text') ?? '', kept = mask(text);
  if (box.dataset?.guard == null || kept === text) return;
  e.preventDefault();
  box.setRangeText(kept, box.selectionStart, box.selectionEnd, 'end');
  pasted = box;
  box.dispatchEvent(new Event('input', { bubbles: true }));
});
