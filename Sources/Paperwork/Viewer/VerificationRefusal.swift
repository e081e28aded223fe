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
  /// `place` is such as `people[36].verdicts`.
  case malformed(place: String)
  case tooMany(place: String, limit: Int)
  case repeatedPerson(position: Int, first: Int)
  case personalDataInCodeMode(position: Int)
  case contradiction(position: Int, Contradiction)
  case counts(classPosition: Int)
  case otherInstitution(code: String)
  case otherDelivery(number: String, expected: String)
  case otherContents
  case unknownClass(position: Int)
  case unknownPerson(position: Int)
  case otherData(position: Int, field: String)

  /// How a person's verdict can contradict itself or the disc.
  public enum Contradiction: String, Sendable, Hashable, CaseIterable {
    case rightWithFinding, missingWithPhoto, photoWithoutFault, dataWithoutCorrection, detailWithoutVerdict, sameValue
    case missingThoughOnDisc, pictureNotOnDisc, partnerIsSelf
  }

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
    case .counts: "verification.counts"
    case .otherInstitution: "verification.other-institution"
    case .otherDelivery: "verification.other-delivery"
    case .otherContents: "verification.other-contents"
    case .unknownClass: "verification.unknown-class"
    case .unknownPerson: "verification.unknown-person"
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
    case .malformed(let place): "核对结果的“\(place)”一处内容不符合格式"
    case .tooMany(let place, let limit): "核对结果的“\(place)”一处超过 \(limit) 项"
    case .repeatedPerson(let position, let first): "核对结果第 \(position) 条与第 \(first) 条是同一个人"
    case .personalDataInCodeMode(let position): "核对结果第 \(position) 条带有姓名或信息一类的内容，采集码方式下不能交给采集单位"
    case .contradiction(let position, let kind): "核对结果第 \(position) 条前后矛盾：\(kind.text)"
    case .counts(let position): "核对结果第 \(position) 个班级的人数与逐人结果对不上"
    case .otherInstitution(let code): "这是另一所院校（学校代码 \(code)）的核对结果"
    case .otherDelivery(let number, let expected): "这是另一张光盘（\(number)）的核对结果，这里要的是 \(expected)"
    case .otherContents: "这是同一编号的另一张光盘的核对结果：光盘上的人或照片与这次交付不同"
    case .unknownClass(let position): "核对结果第 \(position) 个班级不在这次交付中"
    case .unknownPerson(let position): "核对结果第 \(position) 条的人不在这次交付的这个班级中"
    case .otherData(let position, let field): "核对结果第 \(position) 条的“\(field)”，原内容与光盘上的不一致"
    }
  }

  public var hint: String {
    switch self {
    case .empty, .cutOff: "请在核对用的电脑上打开光盘，再按一次“保存核对结果”，上传新保存的文件"
    case .tooLarge, .notAResultFile: "请选光盘核对页保存的“核对结果_学校代码_批次.json”"
    case .altered: "请不要用记事本、Excel 等打开后另存；在光盘的核对页上再保存一次，直接上传"
    case .version: "请与采集单位联系，升级后再上传"
    case .otherInstitution, .otherDelivery, .otherContents: "请核对光盘编号，选这张光盘的核对结果；光盘已经重发的，请以新光盘重新核对"
    case .personalDataInCodeMode: "请在光盘的核对页上重新保存，不要手工添加内容"
    case .malformed, .tooMany, .repeatedPerson, .contradiction, .counts, .unknownClass, .unknownPerson, .otherData:
      "请在光盘的核对页上再保存一次并上传；仍然不行，请与采集单位联系"
    }
  }
}

extension VerificationRefusal.Contradiction {
  var text: String {
    switch self {
    case .rightWithFinding: "既标了正确，又标了问题"
    case .missingWithPhoto: "既标了没有照片，又标了照片的问题"
    case .photoWithoutFault: "标了照片问题，没有说是什么问题"
    case .dataWithoutCorrection: "标了信息错误，没有说哪一项"
    case .detailWithoutVerdict: "写了问题的内容，没有标这个问题"
    case .sameValue: "更正后的内容与原内容相同"
    case .missingThoughOnDisc: "标了没有照片，光盘上却有"
    case .pictureNotOnDisc: "光盘上没有照片，却对照片下了结论"
    case .partnerIsSelf: "标了不是本人，又说是本人"
    }
  }
}
