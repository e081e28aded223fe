/// Bytes of the file (2017 规范：一般在 20–40 KB).
///
/// Only a portrait as it came is judged; a size that the standard calls usual is pointed out and passes up to twice or half of
/// it.
struct FileSize: PhotoCheck {
  let name = "file-size"
  let title = "文件大小"

  func finding(of photo: JudgedPhoto) -> Finding {
    let kilobytes = Double(photo.header.fileBytes) / 1_000
    let bounds = photo.standard.fileBytes
    guard photo.origin == .asItCame, !bounds.isOpen else { return pass(kilobytes, unit: "KB") }
    let low = bounds.least.map { Double($0) / 1_000 }
    let high = bounds.most.map { Double($0) / 1_000 }
    let isInside = bounds.contains(photo.header.fileBytes)
    let size =
      "文件 \(Int(kilobytes.rounded())) KB，规范\(photo.standard.isFileSizeHard ? "" : "一般")为 \(Self.text(low))–\(Self.text(high)) KB"
    let verdict: Finding.Verdict =
      if isInside {
        .pass
      } else if photo.standard.isFileSizeHard {
        .fail
      } else {
        kilobytes < (low ?? 0) / 2 || kilobytes > (high ?? .infinity) * 2 ? .look : .pass
      }
    let advice = verdict == .fail ? "：请按规范重新导出" : ""
    return Finding(
      check: name, verdict: verdict, value: kilobytes, unit: "KB", low: low, high: high,
      message: isInside ? "文件大小符合要求" : size + advice)
  }

  private static func text(_ value: Double?) -> String { value.map { "\(Int($0.rounded()))" } ?? "不限" }
}
