/// 照片规范: what a portrait must be, a value by province and year; never a constant in code.
///
/// Pixels are those of the finished portrait. A bound that a standard does not name stays nil and is not judged.
public struct PhotoStandard: Sendable, Hashable, Codable {
  /// Lower case letters, digits and hyphens, such as `national-2017`.
  public var id: String
  public var name: String
  public var widthPixels: Int
  public var heightPixels: Int
  /// Written into the JPEG's density.
  public var dotsPerInch: Int
  /// 24: true colour.
  public var colorDepthBits: Int
  /// Least quality of the JPEG, 1–100; nil when not named.
  public var leastQuality: Int?
  public var fileBytes: Bounds
  /// False when the standard only says 「一般在」: sizes outside are pointed out, not refused.
  public var isFileSizeHard: Bool
  /// From the hairline at the top of the head to the upper edge.
  public var hairlineToTopPixels: Bounds
  public var eyes: EyePlacement
  /// Between the cheeks.
  public var faceWidthPixels: Bounds
  /// How the height is divided where a standard says it in parts; nil where it gives pixels.
  public var composition: Composition?
  /// Backgrounds that are allowed, the usual one first.
  public var backgrounds: [Background]
  /// Whether the program may put the first background behind the person; always marked, always looked at by a person.
  public var allowsBackgroundReplacement: Bool
  public var glasses: GlassesRule
  /// Photo checks that a person decides (their stable names): what fails there is only looked at.
  public var personDecides: [String]
  /// How old a photo may be, in months before graduation or application; nil when not named.
  public var newestWithinMonths: Int?
  /// Where the numbers come from, for the page of the standard.
  public var source: String
  /// First and last calendar year it applies in; nil is open.
  public var fromYear: Int?
  public var toYear: Int?
  /// 「甘肃省」 for a province's own; nil for the nation's.
  public var province: String?

  public init(
    id: String, name: String, widthPixels: Int = 480, heightPixels: Int = 640, dotsPerInch: Int = 300, colorDepthBits: Int = 24,
    leastQuality: Int? = nil, fileBytes: Bounds = Bounds(), isFileSizeHard: Bool = false,
    hairlineToTopPixels: Bounds = Bounds(),
    eyes: EyePlacement = EyePlacement(), faceWidthPixels: Bounds = Bounds(), composition: Composition? = nil,
    backgrounds: [Background], allowsBackgroundReplacement: Bool = false, glasses: GlassesRule = .unspecified,
    personDecides: [String] = [], newestWithinMonths: Int? = nil, source: String, fromYear: Int? = nil, toYear: Int? = nil,
    province: String? = nil
  ) {
    self.id = id
    self.name = name
    self.widthPixels = widthPixels
    self.heightPixels = heightPixels
    self.dotsPerInch = dotsPerInch
    self.colorDepthBits = colorDepthBits
    self.leastQuality = leastQuality
    self.fileBytes = fileBytes
    self.isFileSizeHard = isFileSizeHard
    self.hairlineToTopPixels = hairlineToTopPixels
    self.eyes = eyes
    self.faceWidthPixels = faceWidthPixels
    self.composition = composition
    self.backgrounds = backgrounds
    self.allowsBackgroundReplacement = allowsBackgroundReplacement
    self.glasses = glasses
    self.personDecides = personDecides
    self.newestWithinMonths = newestWithinMonths
    self.source = source
    self.fromYear = fromYear
    self.toYear = toYear
    self.province = province
  }

  /// Whether it may be chosen for a campaign of that province and calendar year.
  public func applies(in year: Int, province: String) -> Bool {
    guard (fromYear ?? Int.min) <= year, year <= (toYear ?? Int.max) else { return false }
    guard let own = self.province else { return true }
    return StudyCenter.shortProvince(own) == StudyCenter.shortProvince(province)
  }
}

extension PhotoStandard {
  /// A range with both ends included; a nil end is open.
  public struct Bounds: Sendable, Hashable, Codable {
    public var least: Int?
    public var most: Int?

    public init(least: Int? = nil, most: Int? = nil) {
      self.least = least
      self.most = most
    }

    public init(_ range: ClosedRange<Int>) { self.init(least: range.lowerBound, most: range.upperBound) }

    public func contains(_ value: Int) -> Bool { (least ?? Int.min) <= value && value <= (most ?? Int.max) }
    public var isOpen: Bool { least == nil && most == nil }

    /// 「50–110」, 「≥ 207」, 「≤ 40」, 「未规定」.
    public var chinese: String {
      switch (least, most) {
      case (let least?, let most?): "\(least)–\(most)"
      case (let least?, nil): "≥ \(least)"
      case (nil, let most?): "≤ \(most)"
      case (nil, nil): "未规定"
      }
    }
  }

  /// Where the eyes are: measured from the upper edge since 2017, from the lower one for identity cards (GA 461).
  public struct EyePlacement: Sendable, Hashable, Codable {
    public enum Edge: String, Sendable, Hashable, CaseIterable, Codable {
      case top, bottom

      public var chineseName: String { self == .top ? "上边" : "下边" }
    }

    public var edge: Edge
    public var pixels: Bounds
    /// When the head's top and the eyes cannot both be met, whether the eyes decide.
    public var decidesOverHairline: Bool

    public init(edge: Edge = .top, pixels: Bounds = Bounds(), decidesOverHairline: Bool = false) {
      self.edge = edge
      self.pixels = pixels
      self.decidesOverHairline = decidesOverHairline
    }
  }

  /// The division of the picture in thousandths of its height (or width), as the standard before 2017 has it.
  public struct Composition: Sendable, Hashable, Codable {
    public var aboveHead: Int
    public var head: Int
    public var shoulders: Int
    /// Free on each side, in thousandths of the width.
    public var besideHead: Int
    /// Size on paper, millimetres.
    public var paperWidthMillimetres: Int
    public var paperHeightMillimetres: Int
    public var headWidthMillimetres: Bounds
    public var headLengthMillimetres: Bounds

    public init(
      aboveHead: Int, head: Int, shoulders: Int, besideHead: Int, paperWidthMillimetres: Int, paperHeightMillimetres: Int,
      headWidthMillimetres: Bounds, headLengthMillimetres: Bounds
    ) {
      self.aboveHead = aboveHead
      self.head = head
      self.shoulders = shoulders
      self.besideHead = besideHead
      self.paperWidthMillimetres = paperWidthMillimetres
      self.paperHeightMillimetres = paperHeightMillimetres
      self.headWidthMillimetres = headWidthMillimetres
      self.headLengthMillimetres = headLengthMillimetres
    }
  }

  /// A background colour, 0–255 each.
  public struct Background: Sendable, Hashable, Codable {
    public var name: String
    public var red: Int
    public var green: Int
    public var blue: Int

    public init(_ name: String, red: Int, green: Int, blue: Int) {
      self.name = name
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// Darker than the middle grey, by its luma (ITU-R BT.601).
    public var isDark: Bool { 299 * red + 587 * green + 114 * blue < 128_000 }

    /// 「浅蓝 RGB(100,197,255)」.
    public var chinese: String { "\(name) RGB(\(red),\(green),\(blue))" }
  }

  public enum GlassesRule: String, Sendable, Hashable, CaseIterable, Codable {
    /// Who usually wears them keeps them on: no tint, no reflection, eyes free.
    case asUsuallyWorn = "as-usually-worn"
    case takenOff = "taken-off"
    case unspecified

    public var chineseName: String {
      switch self {
      case .asUsuallyWorn: "常戴眼镜者应戴（不得有色、反光、遮眼）"
      case .takenOff: "一律摘下眼镜"
      case .unspecified: "未规定"
      }
    }
  }
}

extension PhotoStandard {
  /// What a file or an older version does not say has the value that most standards have.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, or usual: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? usual
    }
    self.init(
      id: try values.decode(String.self, forKey: .id), name: try values.decode(String.self, forKey: .name),
      widthPixels: try value(.widthPixels, or: 480), heightPixels: try value(.heightPixels, or: 640),
      dotsPerInch: try value(.dotsPerInch, or: 300), colorDepthBits: try value(.colorDepthBits, or: 24),
      leastQuality: try values.decodeIfPresent(Int.self, forKey: .leastQuality), fileBytes: try value(.fileBytes, or: Bounds()),
      isFileSizeHard: try value(.isFileSizeHard, or: false), hairlineToTopPixels: try value(.hairlineToTopPixels, or: Bounds()),
      eyes: try value(.eyes, or: EyePlacement()), faceWidthPixels: try value(.faceWidthPixels, or: Bounds()),
      composition: try values.decodeIfPresent(Composition.self, forKey: .composition),
      backgrounds: try values.decode([Background].self, forKey: .backgrounds),
      allowsBackgroundReplacement: try value(.allowsBackgroundReplacement, or: false),
      glasses: try value(.glasses, or: .unspecified), personDecides: try value(.personDecides, or: []),
      newestWithinMonths: try values.decodeIfPresent(Int.self, forKey: .newestWithinMonths),
      source: try values.decode(String.self, forKey: .source),
      fromYear: try values.decodeIfPresent(Int.self, forKey: .fromYear),
      toYear: try values.decodeIfPresent(Int.self, forKey: .toYear),
      province: try values.decodeIfPresent(String.self, forKey: .province))
  }
}

extension PhotoStandard.EyePlacement {
  /// See `PhotoStandard.init(from:)`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      edge: try values.decodeIfPresent(Edge.self, forKey: .edge) ?? .top,
      pixels: try values.decodeIfPresent(PhotoStandard.Bounds.self, forKey: .pixels) ?? PhotoStandard.Bounds(),
      decidesOverHairline: try values.decodeIfPresent(Bool.self, forKey: .decidesOverHairline) ?? false)
  }
}
