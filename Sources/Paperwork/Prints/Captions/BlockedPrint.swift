import Foundation
import GraduatePhotos

/// One person's print that waits; everybody else's is printed.
public struct BlockedPrint: Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// No installed font draws these characters (promise 6).
    case undrawable([Unicode.Scalar])
    /// No JPEG that a print can hold: damaged, in printer's colours, or turned by its EXIF.
    case portraitUnreadable
    /// A value has more than `CaptionLimits.valueScalars`, or all of them more than their place holds.
    case captionTooLong
  }

  /// `CaptionedPhoto.id`.
  public let id: String
  /// Student number, serial or code: never a name.
  public let mention: String
  public let reason: Reason

  /// For the list of what waits.
  public var message: String {
    switch reason {
    case .undrawable(let scalars):
      "\(mention)：有 \(scalars.count) 个字本机字体画不出（\(Self.named(scalars))），已记入待补字体清单，补字后单独补印"
    case .portraitUnreadable: "\(mention)：照片文件读不出，请重新制作照片后补印"
    case .captionTooLong: "\(mention)：照片下方的文字太长，放不下，请核对名单"
    }
  }

  private static func named(_ scalars: [Unicode.Scalar]) -> String {
    let names = scalars.prefix(PrintLimits.charactersNamed).map { "U+" + String($0.value, radix: 16, uppercase: true) }
    return names.joined(separator: "、") + (scalars.count > names.count ? " 等" : "")
  }
}

/// A finished file with photos, and what is not in it.
public struct PhotoPrint: Sendable {
  /// A PDF, or a JPEG of one page.
  public let bytes: [UInt8]
  public let pages: Int
  /// Photos that are in it.
  public let photos: Int
  /// In roster order; their places say that the print waits.
  public let blocked: [BlockedPrint]

  /// Writes the file, replacing an older one in one step.
  public func write(to path: String) throws {
    try bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      // lent, not copied: a file of a department has some hundred megabytes
      let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
      try data.write(to: URL(filePath: path), options: .atomic)
    }
  }
}

/// Bounds of captioned prints.
public enum CaptionLimits {
  /// People in one PDF: its photos are held in memory until it is written.
  public static let people = 3_000
  /// Unicode scalars of one value under a photo.
  public static let valueScalars = 120
  /// Bytes of one portrait.
  public static let portraitBytes = 4 << 20
  /// Pixels of a portrait's longer side.
  public static let portraitSidePixels = 4_000
}

/// Why captioned prints are refused as a whole.
public enum CaptionPrintRefusal: Refusal, Hashable {
  case tooManyPeople(Int)
  /// The person's print waits; there is nothing else on it.
  case blocked(BlockedPrint)
  /// There is no portrait of the person; holds what a message may call the person by.
  case noPortrait(NoPortraitReason, mention: String)
  /// An order names somebody who was not handed over with it.
  case unknownPerson

  public var code: String {
    switch self {
    case .tooManyPeople: "caption-print.too-many-people"
    case .blocked: "caption-print.blocked"
    case .noPortrait: "caption-print.no-portrait"
    case .unknownPerson: "caption-print.unknown-person"
    }
  }

  public var message: String {
    switch self {
    case .tooManyPeople(let people): "一份照片样张最多 \(CaptionLimits.people) 人，现为 \(people) 人"
    case .blocked(let blocked): blocked.message
    case .noPortrait(let reason, let mention): "\(mention)：还没有照片（\(reason.chineseName)）"
    case .unknownPerson: "加洗单里有名单之外的人"
    }
  }

  public var hint: String {
    switch self {
    case .tooManyPeople: "请按院系或班级分开打印"
    case .blocked: ""
    case .noPortrait(let reason, _): reason.advice
    case .unknownPerson: "请从名单里重新选人"
    }
  }
}

/// The pre-flight of one person's print.
enum CaptionCheckup {
  /// Nil when everything can be printed; `portrait` is read as far as its header.
  static func problem<Caption: PhotoCaption>(_ person: CaptionedPhoto<Caption>, _ rows: [[CaptionItem]]) -> BlockedPrint? {
    func blocked(_ reason: BlockedPrint.Reason) -> BlockedPrint {
      BlockedPrint(id: person.id, mention: person.caption.mention, reason: reason)
    }
    for item in rows.joined() where item.value.utf8.count > CaptionLimits.valueScalars {
      guard item.value.unicodeScalars.count <= CaptionLimits.valueScalars else { return blocked(.captionTooLong) }
    }
    let missing = Glyphs.missing(in: rows.joined().lazy.map(\.value))
    guard missing.isEmpty else { return blocked(.undrawable(missing)) }
    if case .portrait(let bytes) = person.picture, PrintablePortrait(bytes) == nil { return blocked(.portraitUnreadable) }
    return nil
  }

  /// What every print holds besides people.
  static func check(_ texts: [String]) throws {
    for text in texts where text.unicodeScalars.count > CaptionLimits.valueScalars {
      throw PrintRefusal.fieldTooLong(String(text.prefix(10)))
    }
    let missing = Glyphs.missing(in: texts)
    guard missing.isEmpty else { throw PrintRefusal.undrawable(missing) }
  }

  static func check(_ setting: CaptionSetting, in regime: Regime) throws {
    if let error = setting.problems(in: regime).first(where: \.isError) { throw CaptionRefusal.setting(error) }
  }
}
