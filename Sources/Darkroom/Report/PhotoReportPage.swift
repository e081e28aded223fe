import Foundation
import GraduatePhotos

/// One HTML page about many pictures that opens from disk without network: each picture with its measures drawn, what is wrong, and every check.
///
/// Holds the portraits themselves, so it is as sensitive as they are.
public struct PhotoReportPage {
  /// What the page says at its top.
  public struct Summary: Sendable {
    public var title: String
    public var standard: PhotoStandard
    /// Pictures by `PhotoOutcome.verdictName`.
    public var counts: [String: Int]

    public init(title: String, standard: PhotoStandard, counts: [String: Int]) {
      self.title = title
      self.standard = standard
      self.counts = counts
    }
  }

  private static let verdicts = [("fail", "不合格", "✕"), ("look", "需人工看", "？"), ("refused", "读不出", "！"), ("pass", "通过", "✓")]
  /// Longer side of a picture that is only shown because it has no portrait, in pixels.
  private static let previewSide = 640
  private static let previewQuality = 80

  /// Everything before the first picture.
  public static func head(_ summary: Summary) -> String {
    let all = summary.counts.values.reduce(0, +)
    let filters = verdicts.filter { summary.counts[$0.0, default: 0] > 0 }
    let inputs = filters.map { "<input type=\"radio\" name=\"show\" id=\"show-\($0.0)\">" }.joined()
    let labels = filters.map { key, name, mark in
      "<label for=\"show-\(key)\" class=\"\(key)\"><b>\(summary.counts[key, default: 0])</b> \(mark) \(name)</label>"
    }
    return """
      <!doctype html>
      <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex"><title>\(escaped(summary.title))</title><style>\(PhotoReportStyle.css)</style></head><body>
      <input type="radio" name="show" id="show-all" checked>\(inputs)
      <header><h1>\(escaped(summary.title))</h1>
      <p>规范：\(escaped(summary.standard.name))（\(escaped(summary.standard.source))）</p>
      <nav aria-label="按结论筛选"><label for="show-all"><b>\(all)</b> 全部</label>\(labels.joined())</nav>
      <p class="key">画面上的线：<span class="pass">绿色通过</span>、<span class="look">黄色需人工看</span>、<span class="fail">红色不合格</span>；\
      灰色虚线是规范的范围和画面中线。数字单位是成品照片的像素。</p></header>
      <main>

      """
  }

  /// Everything after the last picture.
  public static let foot = """
    </main><footer>本页含有个人照片，请按个人信息妥善保管，用完删除。</footer></body></html>

    """

  /// One picture.
  ///
  /// - Throws: faults of the encoder.
  public static func entry(_ file: String, _ outcome: PhotoOutcome, bytes: [UInt8]) throws -> String {
    let mark = verdicts.first { $0.0 == outcome.verdictName }?.2 ?? ""
    let head = """
      <h2><span class="verdict \(outcome.verdictName)">\(mark) \(outcome.chineseVerdict)</span> <span class="name">\(escaped(file))</span></h2>
      """
    switch outcome {
    case .refused(let refusal):
      return """
        <article class="refused"><div class="nothing">没有画面</div><div>\(head)<ul class="problems"><li class="fail">\(escaped(refusal.message))\
        <br>\(escaped(refusal.hint))</li></ul></div></article>

        """
    case .judged(let report):
      let problems = report.problems.map { "<li class=\"\($0.verdict.rawValue)\">\(escaped($0.message))</li>" }
      let list = problems.isEmpty ? "<p>全部检测符合要求。</p>" : "<ul class=\"problems\">\(problems.joined())</ul>"
      return """
        <article class="\(outcome.verdictName)"><figure>\(try picture(report, bytes))</figure><div>\(head)<p class="facts">\(facts(report))</p>\
        \(list)<details><summary>全部 \(report.findings.count) 项检测</summary><table><thead><tr><th>检测</th><th>量得</th><th>范围</th>\
        <th>结论</th></tr></thead><tbody>\(report.findings.map(row).joined())</tbody></table></details></div></article>

        """
    }
  }

  private static func picture(_ report: PhotoReport, _ bytes: [UInt8]) throws -> String {
    let image: [UInt8]
    if let portrait = report.portrait {
      image = portrait.bytes
    } else if let frame = report.frame {
      image = try frame.image.jpeg(quality: previewQuality)
    } else {
      image = try PictureReader.decode(bytes).image.preview(side: previewSide).jpeg(quality: previewQuality)
    }
    let drawing = PhotoDrawing(report)?.svg ?? ""
    return "<img alt=\"\" src=\"data:image/jpeg;base64,\(Data(image).base64EncodedString())\">\(drawing)"
  }

  private static func facts(_ report: PhotoReport) -> String {
    let header = report.header
    let original = "原图 \(header.format.name) \(header.width)×\(header.height)，\(kilobytes(header.fileBytes))"
    guard let portrait = report.portrait else { return original + "；没有裁出照片，画面是裁切的大致位置" }
    switch portrait.origin {
    case .asItCame:
      return original + (header.quality.map { "，品质约 \($0)" } ?? "") + "；已是成品照片，按原样检测"
    case .cut(_, let quality, let subsampling, _, let isReplaced):
      let made =
        "成品 \(portrait.image.width)×\(portrait.image.height)，\(kilobytes(portrait.bytes.count))，品质 \(quality)，\(subsampling)"
      return "\(original)；\(made)\(isReplaced ? "；<b>背景由程序替换</b>" : "")"
    }
  }

  private static func row(_ finding: Finding) -> String {
    let title = PhotoChecks.all.first { $0.name == finding.check }?.title ?? finding.check
    let value = finding.value.map { MeasuredNumber.text($0, places: 3) + unit(finding) } ?? "—"
    return """
      <tr class="\(finding.verdict.rawValue)"><th scope="row">\(title) <code>\(finding.check)</code></th><td>\(value)</td><td>\(range(finding))</td>\
      <td>\(finding.verdict.chineseName)</td></tr>
      """
  }

  private static func range(_ finding: Finding) -> String {
    let low = finding.low.map { MeasuredNumber.text($0, places: 3) }
    let high = finding.high.map { MeasuredNumber.text($0, places: 3) }
    switch (low, high) {
    case (let low?, let high?): return "\(low)–\(high)\(unit(finding))"
    case (let low?, nil): return "≥ \(low)\(unit(finding))"
    case (nil, let high?): return "≤ \(high)\(unit(finding))"
    case (nil, nil): return "—"
    }
  }

  private static func unit(_ finding: Finding) -> String { finding.unit.isEmpty ? "" : " \(escaped(finding.unit))" }
  private static func kilobytes(_ bytes: Int) -> String { "\(MeasuredNumber.text(Double(bytes) / 1_000, places: 1)) KB" }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
