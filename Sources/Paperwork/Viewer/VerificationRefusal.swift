import GraduatePhotos

/// Why a result file is not taken, in the words of the person who uploads it.
///
/// Places are named by position and field: the values may be personal.
public enum VerificationRefusal: Refusal, Hashable {
  case empty
  case tooLarge(bytes: Int)
  case notAResultFile
  /// Its end is missing.
  case cutOff
  /// Its hash does not fit what it holds.
  case altered
  case version(Int)
  /// `place` is such as `people[36].verdicts`; people read it as `VerificationPlace` says it.
  case malformed(place: String)
  case tooMany(place: String, limit: Int)
  case repeatedPerson(position: Int, first: Int)
  case personalDataInCodeMode(position: Int)
  case contradiction(position: Int, VerdictContradiction)
  case repeatedClass(position: Int, first: Int)
  case counts(classPosition: Int)
  case otherInstitution(code: String)
  case otherDelivery(number: String, expected: String)
  case otherContents
  case unknownClass(position: Int)
  /// How many classes of the delivery it does not have.
  case missingClasses(Int)
  case unknownPerson(position: Int)
  /// In code mode: a number that is not of whom it names.
  case partnerNumber(position: Int)
  case otherData(position: Int, field: String)

  public var code: String {
    switch self {
    case .empty: "verification.empty"
    case .tooLarge: "verification.too-large"
    case .notAResultFile: "verification.not-a-result-file"
    case .cutOff: "verification.cut-off"
    case .altered: "verification.altered"
    case .version: "verification.version"
    case .malformed: "verification.malformed"
    case .tooMany: "verification.too-many"
    case .repeatedPerson: "verification.repeated-person"
    case .personalDataInCodeMode: "verification.personal-data"
    case .contradiction: "verification.contradiction"
    case .repeatedClass: "verification.repeated-class"
    case .counts: "verification.counts"
    case .otherInstitution: "verification.other-institution"
    case .otherDelivery: "verification.other-delivery"
    case .otherContents: "verification.other-contents"
    case .unknownClass: "verification.unknown-class"
    case .missingClasses: "verification.missing-classes"
    case .unknownPerson: "verification.unknown-person"
    case .partnerNumber: "verification.partner-number"
    case .otherData: "verification.other-data"
    }
  }

  public var message: String {
    switch self {
    case .empty: "这个文件是空的"
    case .tooLarge(let bytes): "文件大小 \(TableRefusal.megabytes(bytes))，超过上限 \(TableRefusal.megabytes(ViewerLimits.resultBytes))"
    case .notAResultFile: "这不是照片光盘上的核对页保存的核对结果"
    case .cutOff: "核对结果不完整：文件的结尾缺失，没有保存完或没有传完"
    case .altered: "核对结果保存以后被改动过，内容与文件末尾的校验值不符"
    case .version(let found): "核对结果的格式是第 \(found) 版，这里只认识第 \(VerificationFile.version) 版"
    case .malformed(let place): "核对结果里，\(VerificationPlace.words(place))不符合格式"
    case .tooMany(let place, let limit): "核对结果里，\(VerificationPlace.words(place))超过 \(limit) 项"
    case .repeatedPerson(let position, let first): "核对结果里，第 \(position) 人与第 \(first) 人是同一个人"
    case .personalDataInCodeMode(let position): "核对结果里，第 \(position) 人带有手工写的内容，可能是姓名；采集码模式下不能交给采集单位"
    case .contradiction(let position, let kind): "核对结果里，第 \(position) 人前后矛盾：\(kind.text)"
    case .repeatedClass(let position, let first): "核对结果里，第 \(position) 个班级与第 \(first) 个班级是同一个"
    case .counts(let position): "核对结果里，第 \(position) 个班级的人数与逐人结果对不上"
    case .otherInstitution(let code): "这是另一所院校（学校代码 \(code)）的核对结果"
    case .otherDelivery(let number, let expected): "这是另一张光盘（\(number)）的核对结果，这里要的是 \(expected)"
    case .otherContents: "这是同一编号的另一张光盘的核对结果：光盘上的人或照片与这次交付不同"
    case .unknownClass(let position): "核对结果里，第 \(position) 个班级不在这次交付中"
    case .missingClasses(let count): "核对结果里缺少这次交付的 \(count) 个班级"
    case .unknownPerson(let position): "核对结果里，第 \(position) 人不在这次交付的这个班级中"
    case .partnerNumber(let position): "核对结果里，第 \(position) 人的“实际是谁”，不是光盘上那个人的拍摄序号或采集码"
    case .otherData(let position, let field): "核对结果里，第 \(position) 人的“\(field)”，原内容与光盘上的不一致"
    }
  }

  public var hint: String {
    switch self {
    case .empty, .cutOff: "请在核对用的电脑上打开光盘，再按一次“保存核对结果”，上传新保存的文件"
    case .tooLarge, .notAResultFile: "请选光盘核对页保存的“核对结果_学校代码_批次.json”"
    case .altered: "请不要用记事本、Excel 等打开后另存；在光盘的核对页上再保存一次，直接上传"
    case .version: "请与采集单位联系，升级后再上传"
    case .otherInstitution, .otherDelivery, .otherContents: "请核对光盘编号，选这张光盘的核对结果；光盘已经重发的，请以新光盘重新核对"
    case .personalDataInCodeMode, .partnerNumber: "请在光盘的核对页上重新保存，不要手工添加内容"
    case .malformed, .tooMany, .repeatedPerson, .contradiction, .repeatedClass, .counts, .unknownClass, .missingClasses,
      .unknownPerson, .otherData:
      "请在光盘的核对页上再保存一次并上传；仍然不行，请与采集单位联系"
    }
  }
}
