// A DBF of dBase III, FoxPro or WPS; texts are GB18030 whatever its language byte says, because that is what schools' programs write.
function dbfRows(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (what) => new Trouble(`这个 DBF 文件${what}`, "请在原来的电脑上确认能打开，重新复制；或另存为 Excel（.xlsx）后再选。");
  if (bytes.length < 65) { throw damaged("不完整"); }
  const count = view.getUint32(4, true);
  const headLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (headLength < 65 || headLength > bytes.length || recordLength < 2) { throw damaged("的文件头读不出来"); }
  if (count > rosterLimits.rows) { throw tooManyRows(); }
  const decoder = new TextDecoder("gb18030");
  const fields = [];
  for (let at = 32, start = 1; at + 32 <= headLength && bytes[at] !== 0x0d; at += 32) {
    const name = bytes.subarray(at, at + 11);
    const length = bytes[at + 16];
    const end = name.indexOf(0);
    fields.push({ name: decoder.decode(name.subarray(0, end < 0 ? 11 : end)).trim(), start, length });
    start += length;
  }
  if (fields.length === 0 || fields.length > rosterLimits.columns) { throw damaged("的字段读不出来"); }
  const rows = [{ number: 0, cells: fields.map((field) => field.name) }];
  for (let i = 0; i < count; i += 1) {
    const at = headLength + i * recordLength;
    if (at + recordLength > bytes.length) { throw damaged(`不完整：应有 ${count} 条记录，从第 ${i + 1} 条起缺失`); }
    if (bytes[at] === 0x2a) { continue; }
    const cells = fields.map((field) => (
      decoder.decode(bytes.subarray(at + field.start, at + field.start + field.length)).replace(/\0/g, "").trim()));
    rows.push({ number: i + 1, cells });
  }
  return rows;
}
