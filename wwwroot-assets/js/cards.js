// Masks what is pasted, says what will be; the server decides.
const han = '零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两洞拐勾';
const digit = c => /\d/.exec(c.normalize('NFKC'))?.[0] ?? '00012345678912345678912079'[han.indexOf(c)];
const isCard = n => /^(4.{12}(...){0,2}|(62|81|35).{14,17}|(5[1-5]|2[2-7]).{14}|3[47].{13}|3[0689].{12}(..(...)?)?|(6[03-9]|5[0678]|95).{14}(...?)?)$/.test(n)
  && [...n].reduce((s, d, i) => s + ((n.length - i) % 2 ? +d : d * 2 - (d > 4) * 9), 0) % 10 == 0;
const amounts = /^((^|[\s,;、，]{1,3})(\d{1,3}(,\d{3})+|\d+)\.\d\d)+$/;
const codes = /((cv[vcn]2?|security code|[安校][全验]码|背面.{0,3}[三3]位|pin|password|密码)([\s:：=（(是为码]|is)*)[\d０-９]([ -]?[\d０-９]){2,5}(?![\d０-９a-z年月日时点次元位]|[ ./:-]\d| [元次])/gi;

export const mask = text => {
  let run = '', places = [], gap = 0, at = 0, done = 0, kept = '';
  for (const c of text + 'a') {
    const v = digit(c);
    if (v) places.push([at, at + c.length, !run || gap > 0 || han.includes(c)]), run += v, gap = 0;
    else if (!/[\p{Cf}\p{M}]/u.test(c) && (/\p{L}/u.test(c) || ++gap > 4)) {
      for (let i = 0; i < run.length; i++)
        for (let l = places[i][2] ? 19 : 0; l > 12; l--) {
          const n = run.slice(i, i + l), [from] = places[i], to = places[i + l - 1]?.[1];
          if (!to || places[i + l]?.[2] == false || !isCard(n) || amounts.test(text.slice(from, to))) continue;
          kept += text.slice(done, from) + n.slice(0, 6) + '******' + n.slice(-4);
          done = to;
          i += l - 1;
          break;
        }
      run = ''; places = []; gap = 0;
    }
    at += c.length;
  }
  return (kept + text.slice(done)).replace(codes, '$1***');
};

const say = (box, held) => {
  let { note } = box;
  if (held && !note?.isConnected) {
    box.after(box.note = note = document.createElement('p'));
    note.className = box.dataset.guardNote || 'hint';
    note.role = 'status';
  }
  if (note) setTimeout(() => note.textContent = held ? box.dataset.guardSays : '');
};
document.addEventListener('input', ({ target: box }) => {
  if (box.dataset.guard != null) say(box, mask(box.value) != box.value);
});
document.addEventListener('paste', e => {
  const box = e.target, text = e.clipboardData.getData('text'), kept = mask(text);
  if (box.dataset.guard == null || kept == text) return;
  e.preventDefault();
  box.setRangeText(kept, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
  say(box, true);
});
