/// 照片要求: one point of the photo standard, said so that a graduate knows what to do (N6).
public struct PhotoRequirement: Sendable, Hashable {
  public let title: String
  public let sentence: String
  /// What it is measured by, where the standard names a number.
  public let measure: String?

  public init(_ title: String, _ sentence: String, measure: String? = nil) {
    self.title = title
    self.sentence = sentence
    self.measure = measure
  }
}

extension PhotoStandard {
  /// What the person in the picture sees to, the most frequent mistakes first.
  public var requirementsOfPeople: [PhotoRequirement] {
    let background = backgrounds.first
    return [
      PhotoRequirement("眼睛", "自然睁开，看镜头；头发、镜框都不挡眼睛。"),
      PhotoRequirement("表情", "自然、嘴巴合拢，不露牙，不皱眉。"),
      PhotoRequirement("姿势", "正面坐直，头不歪、不侧、不仰，两肩一样高。"),
      PhotoRequirement("头发和帽子", "不戴帽子和头饰；因宗教、医疗等原因不能摘的，请提前告诉辅导员登记为特殊情况，但不能遮住脸或留下阴影。头发不遮眉毛、眼睛和耳朵。"),
      PhotoRequirement("眼镜", glassesSentence),
      PhotoRequirement("衣着", ShootingAdvice.clothing(background) + "。"),
      PhotoRequirement(
        "背景", "一种颜色，均匀，没有影子和杂物。",
        measure: background.map { first in
          let others = backgrounds.dropFirst().map(\.name)
          return "\(first.chinese)" + (others.isEmpty ? "" : "；也可以是\(others.joined(separator: "、"))")
        }),
      PhotoRequirement("光线", "脸上明暗均匀，没有阴影、反光，不偏色。"),
      PhotoRequirement("本人", "现场拍的本人照片，不美颜、不修图。", measure: newestWithinMonths.map { "拍摄时间在 \($0) 个月以内" }),
    ]
  }

  /// What the photographer and the program see to.
  public var requirementsOfPicture: [PhotoRequirement] {
    var list: [PhotoRequirement] = []
    func add(_ title: String, _ sentence: String, _ bounds: Bounds, _ unit: String = " 像素") {
      guard !bounds.isOpen else { return }
      list.append(PhotoRequirement(title, sentence, measure: bounds.chinese + unit))
    }
    list.append(
      PhotoRequirement("大小", "竖的长方形，头和肩在画面里，左右居中。", measure: "宽 \(widthPixels)、高 \(heightPixels) 像素，\(dotsPerInch) dpi"))
    add("头顶到上边", "头发最高处到照片上边的距离。", hairlineToTopPixels)
    add("眼睛的高度", "眼睛到照片\(eyes.edge.chineseName)的距离。", eyes.pixels)
    add("脸的宽度", "脸两侧最宽处之间。", faceWidthPixels)
    if let parts = composition {
      list.append(
        PhotoRequirement(
          "构图", "头顶以上、头部、肩部各占照片高度的多少。",
          measure: [parts.aboveHead, parts.head, parts.shoulders].map { "\($0 / 10)%" }.joined(separator: "、")))
    }
    let kilobytes = Bounds(least: fileBytes.least.map { $0 / 1_000 }, most: fileBytes.most.map { $0 / 1_000 })
    add("文件", "JPEG，\(colorDepthBits) 位真彩色" + (isFileSizeHard ? "。" : "，大小一般在这个范围。"), kilobytes, " KB")
    return list
  }

  private var glassesSentence: String {
    switch glasses {
    case .asUsuallyWorn: "平时戴的照常戴；镜片不带颜色、不反光，镜框不遮眼睛。"
    case .takenOff: "拍摄时摘下。"
    case .unspecified: "镜片不带颜色、不反光，镜框不遮眼睛；不戴装饰镜。"
    }
  }
}
