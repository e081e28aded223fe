import GraduatePhotos

/// Why an archive cannot be written or opened.
public enum DiscRefusal: Refusal, Hashable {
  case tooManyEntries(Int)
  /// Holds the entry's index.
  case path(Int)
  /// The name that stays readable in an encrypted ZIP holds an identity number.
  case idNumberInClear
  case passwordForm
  case notFound
  case notReadable
  case neitherDiscNorArchive
  case passwordNeeded
  case wrongPassword
  case publicKeyForm
  /// An archive that we did not write unpacks to more than any delivery of its size.
  case unpacksTooLarge

  public var code: String {
    switch self {
    case .tooManyEntries: "disc.too-many-entries"
    case .path: "disc.path"
    case .idNumberInClear: "disc.id-number-in-clear"
    case .passwordForm: "disc.password-form"
    case .notFound: "disc.not-found"
    case .notReadable: "disc.not-readable"
    case .neitherDiscNorArchive: "disc.neither-disc-nor-archive"
    case .passwordNeeded: "disc.password-needed"
    case .wrongPassword: "disc.wrong-password"
    case .publicKeyForm: "disc.public-key-form"
    case .unpacksTooLarge: "disc.unpacks-too-large"
    }
  }

  public var message: String {
    switch self {
    case .tooManyEntries(let count): "有 \(count) 个文件，一张光盘、一个压缩包或文件夹最多 \(DiscLimits.entries) 个"
    case .path(let index): "第 \(index + 1) 个文件的路径或大小不能写进压缩包或光盘"
    case .idNumberInClear: "交付编号里有身份证号，写在加密压缩包的文件名里，没有密码也看得见"
    case .passwordForm:
      "压缩包的密码要有 \(DiscLimits.passwordCharacters.lowerBound) 至 \(DiscLimits.passwordCharacters.upperBound) 个字符，只用英文字母、数字和英文标点"
    case .notFound: "找不到要核对的文件夹或文件"
    case .notReadable: "打不开要核对的文件夹或文件"
    case .neitherDiscNorArchive: "这既不是光盘映像（.iso），也不是 ZIP 压缩包或文件夹"
    case .passwordNeeded: "这个压缩包加了密码"
    case .wrongPassword: "密码不对"
    case .publicKeyForm: "公钥应为 64 位十六进制数"
    case .unpacksTooLarge: "这个压缩包或映像解开后比它自己大得多，不是交付的光盘或压缩包"
    }
  }

  public var hint: String {
    switch self {
    case .tooManyEntries: "生成时请分卷；核对时请确认选的是交付的光盘、压缩包或文件夹本身"
    case .path: "请缩短院系、班级的名称，或换一种照片命名方式，再重新生成"
    case .idNumberInClear: "请换一个不含个人信息的交付编号"
    case .passwordForm: "设密码时请换一个；核对时请关闭中文输入法，照通知的密码原样输入"
    case .notFound: "请核对路径；光盘要先放进光驱并打开一次"
    case .notReadable: "请核对是否有读取权限，光盘是否放好"
    case .neitherDiscNorArchive: "请选择交付的光盘、映像或压缩包；文件损坏严重时请重新下载或请总部重寄"
    case .passwordNeeded: "请写上密码再核对"
    case .wrongPassword: "请核对密码的大小写，密码随另一封信寄送；密码确实无误，就是压缩包的开头损坏了，请重新下载"
    case .publicKeyForm: "请把总部公布的公钥整行复制过来，中间不要有空格或换行"
    case .unpacksTooLarge: "请不要解开它；请重新下载，或请总部重寄"
    }
  }
}
