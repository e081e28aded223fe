import Foundation

/// Something that prints as an official-looking A4 form: a title, sections and a foot.
///
/// A paper is a plain value made of text that is already worded; numbers arrive masked or in full as the caller decides
/// (promise 7).
public protocol Paper: Sendable {
  /// Stands centred above the first page and in the PDF's metadata.
  var title: String { get }
  /// Parts in order; each one starts a new page and counts its own pages.
  var sections: [PaperSection] { get }
  /// Upright unless a paper says otherwise.
  var sheet: PaperSheet { get }
}

/// What stands at the foot of every page.
public struct PaperIdentity: Sendable, Hashable, Codable {
  /// The paper's number as people quote it.
  public var number: String
  /// The date as printed, such as 「2013年9月18日」.
  public var date: String
  /// A short form of the content's hash, made by the caller; empty when there is none.
  public var contentHash: String
  /// An opaque code drawn as QR on every page, so that a stamped page finds its way back; nil for none.
  public var code: String?
  /// What stands beside the code: what it is for.
  public var codeAdvice: String
  /// The PDF's creation date, seconds since 1970 UTC: the same input gives the same bytes.
  public var createdAt: Int64

  public init(
    number: String, date: String, contentHash: String, code: String? = nil,
    codeAdvice: String = "盖章后请整页拍照或扫描上传，二维码要完整清楚，不要被章盖住。", createdAt: Int64
  ) {
    self.number = number
    self.date = date
    self.contentHash = contentHash
    self.code = code
    self.codeAdvice = codeAdvice
    self.createdAt = createdAt
  }
}

/// A part of a paper that is handed out on its own, such as one class.
public struct PaperSection: Sendable, Hashable {
  /// Lines under the title, centred: institution, class, hour.
  public var subtitles: [String]
  /// Repeated with the title on the following pages of this section, such as the class's name.
  public var runningTitle: String
  public var blocks: [PaperBlock]

  public init(subtitles: [String] = [], runningTitle: String = "", blocks: [PaperBlock]) {
    self.subtitles = subtitles
    self.runningTitle = runningTitle
    self.blocks = blocks
  }
}

extension Paper {
  public var sheet: PaperSheet { .portrait }

  /// The finished PDF: the same paper and identity give the same bytes on the same machine.
  ///
  /// Draws on the calling thread: some 10 ms for one page, seconds for thousands.
  /// Throws `PrintRefusal`, above all `.undrawable` when no installed font has one of the characters.
  public func pdf(_ identity: PaperIdentity) throws -> [UInt8] {
    let content = sections
    try PaperCheckup.check(title: title, sections: content, identity: identity)
    let qr = try identity.code.map { try QRCode.matrix($0, errorCorrection: .quartile) }
    let (_, plan) = try walk(content, identity, qr, plan: nil)
    let (canvas, _) = try walk(content, identity, qr, plan: plan)
    return try canvas.finish()
  }

  private func walk(
    _ content: [PaperSection], _ identity: PaperIdentity, _ qr: QRCode?, plan: PagePlan?
  ) throws -> (PaperCanvas, PagePlan) {
    let canvas = try PaperCanvas(title: title, createdAt: identity.createdAt, sheet: sheet)
    let flow = PaperFlow(canvas: canvas, title: title, identity: identity, qr: qr, plan: plan)
    for section in content { try flow.draw(section) }
    return (canvas, flow.counted)
  }

  /// Writes the PDF to a file, replacing it in one step.
  public func write(to path: String, _ identity: PaperIdentity) throws {
    try Data(pdf(identity)).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
