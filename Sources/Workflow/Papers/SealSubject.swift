import Crypto
import Foundation
import Storage

/// What a paper that waits for a stamp is; the raw value is stored.
///
/// A new kind is a case here with its words, and a branch in `Transaction.sealSubject`.
public enum PaperKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// 《综合信息采集登记单》.
  case slip
  /// 《班级照片核对单》: a class that the institution verified.
  case classCheck = "class-check"
  /// 《勘误表》 (A7).
  case errata
  /// 漏拍名单（函） (A5).
  case missingLetter = "missing-letter"
  /// 《应采实采对账表》: an institution's ledger at one moment.
  case ledger
  /// 《缴费对账单》: what both sides agree on (A10).
  case fees

  public var chineseName: String {
    switch self {
    case .slip: "综合信息采集登记单"
    case .classCheck: "班级照片核对单"
    case .errata: "勘误表"
    case .missingLetter: "漏拍名单（函）"
    case .ledger: "应采实采对账表"
    case .fees: "缴费对账单"
    }
  }

  /// The first character of the paper's number.
  var numberMark: String {
    switch self {
    case .slip: "登"
    case .classCheck: "核"
    case .errata: "勘"
    case .missingLetter: "漏"
    case .ledger: "账"
    case .fees: "费"
    }
  }
}

/// Something an institution puts its seal on: one version of one record, named by the hash of what it says.
///
/// The seal is put on the newest version only; what was sealed before stays sealed and is history.
protocol SealSubject: Sendable {
  var kind: PaperKind { get }
  var subjectID: String { get }
  /// From 1, growing with every version that was handed in.
  var version: Int { get }
  /// SHA-256 of the canonical content, 64 hexadecimal digits; see `contentHash`.
  var contentHash: String { get }
  var institutionID: String { get }
  /// The study center whose own record it is; nil for the institution's.
  var studyCenterID: String? { get }
  var campaignID: String { get }
  /// The page of the record, such as `/campaigns/…/slips/…`.
  var path: String { get }
}

/// A paper that is always the institution's own.
struct InstitutionSealSubject: SealSubject {
  let kind: PaperKind
  let subjectID: String
  let version: Int
  let contentHash: String
  let institutionID: String
  var studyCenterID: String? { nil }
  let campaignID: String
  let path: String

  /// `body`: the stored text of what is sealed.
  init(
    _ kind: PaperKind, _ subjectID: String, version: Int, body: String, campaignID: String, institutionID: String, path: String
  ) throws {
    (self.kind, self.subjectID, self.version) = (kind, subjectID, version)
    (self.campaignID, self.institutionID, self.path) = (campaignID, institutionID, path)
    contentHash = try Self.hash(kind: kind, subjectID: subjectID, version: version, campaignID: campaignID, body: body)
  }
}

extension SealSubject {
  /// SHA-256 over canonical JSON (sorted keys) of what is sealed and where it belongs.
  ///
  /// - `body`: the stored text, not a value encoded anew: a field that is added later must not change old hashes.
  static func hash(kind: PaperKind, subjectID: String, version: Int, campaignID: String, body: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let content = ["body": body, "campaign": campaignID, "kind": kind.rawValue, "subject": subjectID, "version": "\(version)"]
    return hexadecimal(SHA256.hash(data: try encoder.encode(content)))
  }
}

extension Transaction {
  /// The newest version of what a paper of this kind is about; nil when there is none.
  func sealSubject(_ kind: PaperKind, _ subjectID: String) throws -> (any SealSubject)? {
    switch kind {
    case .slip: try slipSealSubject(subjectID)
    case .classCheck: try classCheckSealSubject(subjectID)
    case .errata: try errataFormSubject(subjectID)
    case .missingLetter: try missingLetterSubject(subjectID)
    case .ledger: try ledgerSealSubject(subjectID)
    case .fees: try feeSealSubject(subjectID)
    }
  }
}
