import GraduatePhotos
import Paperwork

/// What is printed of returned photos with their data below (A3).
public enum PhotoProduct: Sendable, Hashable {
  /// 照片样张: 30 a page of A4, by class.
  case proof
  /// To be cut out: photos of one size on A4, with marks.
  case cut(PrintedPhotoSize)
  /// Black-and-white check sheets for an office printer.
  case check
  /// Each person's photo with the caption, JPEG of 300 dpi, in one ZIP.
  case persons(PrintedPhotoSize)
  /// 2 寸 × 4 + 1 寸 × 8 a person for a photo lab, JPEG, in one ZIP.
  case minilab(MinilabPaper)
  /// Labels for the classes' envelopes.
  case labels

  /// In the order in which they are offered.
  public static let all: [PhotoProduct] =
    [.proof, .check] + [.certificate, .smallTwoInch, .twoInch, .oneInch].map { .cut($0) }
    + [.certificate, .smallTwoInch].map { .persons($0) } + MinilabPaper.allCases.map { .minilab($0) } + [.labels]

  /// For forms.
  public var name: String {
    switch self {
    case .proof: "proof"
    case .cut(let size): "cut-\(size.rawValue)"
    case .check: "check"
    case .persons(let size): "persons-\(size.rawValue)"
    case .minilab(let paper): "minilab-\(paper.rawValue)"
    case .labels: "labels"
    }
  }

  public init?(name: String) {
    guard let product = Self.all.first(where: { $0.name == name }) else { return nil }
    self = product
  }

  public var chineseName: String {
    switch self {
    case .proof: "照片样张"
    case .cut(let size): "裁切照片，\(size.chineseName)"
    case .check: "黑白核对单"
    case .persons(let size): "每人一张，\(size.chineseName)"
    case .minilab(let paper): "冲印版，\(paper.chineseName)"
    case .labels: "班级信封标签"
    }
  }

  /// What it is for, in one sentence.
  public var remark: String {
    switch self {
    case .proof: "A4，每页 30 张，照片下方印数据，按名单顺序"
    case .cut: "A4，带裁切线，照片下方印数据"
    case .check: "A4 大字，办公打印机可打，逐人打勾或写改正"
    case .persons: "JPEG 300 dpi，照片下方印数据，打成一个压缩包"
    case .minilab: "每人一版：2 寸 4 张加 1 寸 8 张，JPEG，打成一个压缩包，交照片冲印店"
    case .labels: "A4，每页 10 张，贴在各班照片的信封上"
    }
  }

  var isArchive: Bool {
    switch self {
    case .persons, .minilab: true
    default: false
    }
  }
}

/// Who prints photos with full numbers, and whose.
public protocol PhotoPrinter: SignedIn {
  var printScope: GraduateScope { get }
}

extension Clerk: PhotoPrinter {
  public var printScope: GraduateScope { GraduateScope() }
}
extension Liaison: PhotoPrinter {}
extension SealingLeader: PhotoPrinter {}
extension DepartmentSecretary: PhotoPrinter {}
extension StudyCenterLiaison: PhotoPrinter {}

extension PhotoPrinter where Self: GraduateReader {
  public var printScope: GraduateScope { graduateScope }
}

/// Why photos are not printed.
public enum PhotoPrintRefusal: Refusal, Equatable {
  case noInstitution
  case nobody
  case tooMany(people: Int, limit: Int)
  case allBlocked(String)
  case portraitUnreadable(serial: String)

  public var code: String {
    switch self {
    case .noInstitution: "photo-print.no-institution"
    case .nobody: "photo-print.nobody"
    case .tooMany: "photo-print.too-many"
    case .allBlocked: "photo-print.all-blocked"
    case .portraitUnreadable: "photo-print.portrait-unreadable"
    }
  }

  public var message: String {
    switch self {
    case .noInstitution: "没有选院校"
    case .nobody: "选定的范围里没有放行的照片"
    case .tooMany(let people, let limit): "选定的范围有 \(people) 人，一次最多打印 \(limit) 人"
    case .allBlocked(let why): "一张也印不出来：\(why)"
    case .portraitUnreadable(let serial): "拍摄序号 \(serial) 的照片文件读不出来"
    }
  }

  public var hint: String {
    switch self {
    case .noInstitution: "请先选一所院校"
    case .nobody: "总部放行照片后再打印"
    case .tooMany: "请按院系或班级分开打印"
    case .allBlocked: "请联系采集单位"
    case .portraitUnreadable: "请联系总部；其他班级可以先打印"
    }
  }
}
