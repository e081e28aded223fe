// Reads files out of a ZIP in memory. A member is put into a gzip's clothes, because gzip is what older browsers can unpack, and because
// then the browser compares its checksum too.
const zipLimits = { members: 2000, memberBytes: 200 * 1024 * 1024 };

function zipMembers(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () => new Trouble("这个 Excel 文件已损坏或没有传完", "请在原来的电脑上用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 后再选。");
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) { end -= 1; }
  if (end < 0) { throw damaged(); }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > zipLimits.members) { throw damaged(); }
  const members = new Map();
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) { throw damaged(); }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    members.set(name.replace(/\\/g, "/").replace(/^\//, ""), {
      flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { bytes, view, members, damaged };
}

async function zipText(zip, name) {
  const member = zip.members.get(name);
  if (!member) { return null; }
  const { bytes, view } = zip;
  if (member.flags & 1) { throw new Trouble("这个 Excel 文件有密码", "请用 Excel 或 WPS 打开，取消密码并保存，再选一次。"); }
  if (member.size > zipLimits.memberBytes || member.offset + 30 > bytes.length) { throw zip.damaged(); }
  const start = member.offset + 30 + view.getUint16(member.offset + 26, true) + view.getUint16(member.offset + 28, true);
  const packed = bytes.subarray(start, start + member.packed);
  if (packed.length !== member.packed) { throw zip.damaged(); }
  if (member.method === 0) { return new TextDecoder().decode(packed); }
  if (member.method !== 8) { throw zip.damaged(); }
  if (typeof DecompressionStream === "undefined") {
    throw new Trouble("这个浏览器太旧，解不开 Excel（.xlsx）文件", "请用 Excel 或 WPS 把名单另存为 CSV，再选这个 CSV 文件；或者换用新版 Edge、谷歌、火狐浏览器。");
  }
  const head = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
  const foot = new Uint8Array(8);
  new DataView(foot.buffer).setUint32(0, member.crc, true);
  new DataView(foot.buffer).setUint32(4, member.size, true);
  try {
    const stream = new Blob([head, packed, foot]).stream().pipeThrough(new DecompressionStream("gzip"));
    return await boundedText(stream, member.size);
  } catch (_) {
    throw zip.damaged();
  }
}

// Never takes more than the header promised.
async function boundedText(stream, size) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const parts = [];
  let taken = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) { break; }
    taken += value.length;
    if (taken > size) { throw new Error("size"); }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}
