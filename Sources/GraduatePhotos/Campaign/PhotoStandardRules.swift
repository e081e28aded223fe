extension PhotoStandard {
  /// What keeps a standard from being used, in the order of its form; empty when it can be.
  public func problems() -> [String] {
    generalProblems() + measureProblems() + backgroundProblems()
  }

  /// Portraits beyond this were never asked for; a larger number is a slip of the keyboard.
  public static let sidePixels = 100...4_000
  public static let resolutions = 72...1_200
  /// Bytes of a portrait.
  public static let fileSizes = 1_000...20_000_000
  public static let backgroundCounts = 1...10

  private func generalProblems() -> [String] {
    var problems: [String] = []
    let isPlain = id.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
    if !(2...40).contains(id.utf8.count) || !isPlain || id.hasPrefix("-") || id.hasSuffix("-") {
      problems.append("代号应为 2–40 个小写字母、数字或连字符，例如 gansu-2020")
    }
    if name.trimmed.isEmpty { problems.append("没有填写规范名称") }
    if source.trimmed.isEmpty { problems.append("没有填写依据（文件名称或文号）") }
    if !Self.sidePixels.contains(widthPixels) || !Self.sidePixels.contains(heightPixels) {
      problems.append("宽和高应在 \(Self.sidePixels.lowerBound)–\(Self.sidePixels.upperBound) 像素之间")
    } else if widthPixels >= heightPixels {
      problems.append("宽应小于高，请核对是否填反")
    }
    if !Self.resolutions.contains(dotsPerInch) {
      problems.append("分辨率应在 \(Self.resolutions.lowerBound)–\(Self.resolutions.upperBound) dpi 之间")
    }
    if colorDepthBits != 24 { problems.append("颜色深度应为 24 位真彩色") }
    if let leastQuality, !(1...100).contains(leastQuality) { problems.append("压缩品质应在 1–100 之间") }
    if let newestWithinMonths, !(1...120).contains(newestWithinMonths) { problems.append("近期月数应在 1–120 之间") }
    if let fromYear, let toYear, toYear < fromYear { problems.append("适用的结束年份早于开始年份") }
    if let province, province.trimmed.isEmpty { problems.append("适用省份是空的；全国适用请不要填写") }
    return problems
  }

  private func measureProblems() -> [String] {
    var problems: [String] = []
    func check(_ what: String, _ bounds: Bounds, within limit: ClosedRange<Int>, unit: String) {
      if let least = bounds.least, let most = bounds.most, most < least { problems.append("\(what)的上限小于下限") }
      for value in [bounds.least, bounds.most].compactMap(\.self) where !limit.contains(value) {
        problems.append("\(what)应在 \(limit.lowerBound)–\(limit.upperBound) \(unit)之间")
        return
      }
    }
    let height = 0...max(0, heightPixels)
    check("文件大小", fileBytes, within: Self.fileSizes, unit: "字节")
    check("头顶发际距上边", hairlineToTopPixels, within: height, unit: "像素")
    check("眼睛距\(eyes.edge.chineseName)", eyes.pixels, within: height, unit: "像素")
    check("脸宽", faceWidthPixels, within: 0...max(0, widthPixels), unit: "像素")
    if eyes.edge == .top, let eyes = eyes.pixels.most, let hairline = hairlineToTopPixels.least, eyes <= hairline {
      problems.append("眼睛不会高于头顶发际，请核对两个距离")
    }
    if let composition {
      if composition.aboveHead + composition.head + composition.shoulders != 1_000 {
        problems.append("头上空、头部、肩部三段合计应为 100%")
      }
      if !(0..<500).contains(composition.besideHead) { problems.append("左右各空的比例应小于 50%") }
    }
    return problems
  }

  private func backgroundProblems() -> [String] {
    var problems: [String] = []
    if !Self.backgroundCounts.contains(backgrounds.count) {
      problems.append("背景颜色应有 \(Self.backgroundCounts.lowerBound)–\(Self.backgroundCounts.upperBound) 种")
    }
    for background in backgrounds {
      if background.name.trimmed.isEmpty { problems.append("有一种背景没有名称") }
      for value in [background.red, background.green, background.blue] where !(0...255).contains(value) {
        problems.append("背景「\(background.name)」的颜色值应在 0–255 之间")
        break
      }
    }
    if Set(backgrounds.map(\.name)).count < backgrounds.count { problems.append("有两种背景的名称相同") }
    return problems
  }
}
