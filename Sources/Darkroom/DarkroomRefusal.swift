import GraduatePhotos

/// Why a picture cannot be taken into the darkroom.
public enum DarkroomRefusal: Refusal, Equatable {
  case empty
  /// More bytes than `DarkroomLimits.fileBytes`; holds that limit.
  case tooManyBytes(Int)
  /// The file is not there, is a folder, or may not be read.
  case unreadableFile
  /// No picture format at all.
  case notAPicture
  /// A format that is not read here; holds its name, such as HEIC.
  case otherFormat(String)
  /// The file ends before its picture does.
  case cutOff(PictureFormat)
  /// The file breaks the rules of its format.
  case damaged(PictureFormat)
  /// More pixels than allowed for its kind; holds width, height and the limit in pixels.
  case tooManyPixels(Int, Int, limit: Int)
  /// One side is longer than `DarkroomLimits.sidePixels`; holds width and height.
  case sideTooLong(Int, Int)
  /// More than 8 bits for each colour; holds the bits.
  case tooDeep(Int)
  /// A JPEG that cameras do not write; holds its kind, such as 算术编码.
  case unusualJPEG(String)
  /// Parts of the picture are transparent.
  case transparent
  /// Reading it would take more memory than a picture is worth, or more passes.
  case tooHeavy

  public var code: String {
    switch self {
    case .empty: "picture.empty"
    case .tooManyBytes: "picture.too-many-bytes"
    case .unreadableFile: "picture.unreadable-file"
    case .notAPicture: "picture.not-a-picture"
    case .otherFormat: "picture.other-format"
    case .cutOff: "picture.cut-off"
    case .damaged: "picture.damaged"
    case .tooManyPixels: "picture.too-many-pixels"
    case .sideTooLong: "picture.side-too-long"
    case .tooDeep: "picture.too-deep"
    case .unusualJPEG: "picture.unusual-jpeg"
    case .transparent: "picture.transparent"
    case .tooHeavy: "picture.too-heavy"
    }
  }

  public var message: String {
    switch self {
    case .empty: "图片文件是空的"
    case .tooManyBytes(let limit): "图片文件超过 \(limit / 1_000_000) MB"
    case .unreadableFile: "图片文件打不开"
    case .notAPicture: "这不是图片文件"
    case .otherFormat(let name): "不能读取 \(name) 格式的图片"
    case .cutOff(let format): "图片不完整：\(format.name) 文件在中途断开"
    case .damaged(let format): "图片已损坏，不符合 \(format.name) 格式"
    case .tooManyPixels(let width, let height, let limit):
      "图片为 \(width)×\(height) 像素，这类图片最多 \(limit / 1_000_000) 百万像素"
    case .sideTooLong(let width, let height):
      "图片为 \(width)×\(height) 像素，每边最多 \(DarkroomLimits.sidePixels) 像素"
    case .tooDeep(let bits): "图片为每色 \(bits) 位，只能读取每色 8 位（24 位真彩色）的图片"
    case .unusualJPEG(let kind): "图片是\(kind)的 JPEG，不能读取"
    case .transparent: "图片有透明部分，看不出原来的背景"
    case .tooHeavy: "图片的编码方式占用内存或时间过多，不能读取"
    }
  }

  public var hint: String {
    switch self {
    case .empty, .cutOff, .damaged: "请从相机或存储卡重新拷贝；仍不行请重拍"
    case .tooManyBytes, .tooManyPixels, .sideTooLong: "请用相机直接输出的 JPEG，或缩小后再存"
    case .unreadableFile: "请检查文件是否还在、是否允许读取"
    case .notAPicture: "请选择相机拍摄的 JPEG 照片"
    case .otherFormat: "请在手机或相机里改存为 JPEG"
    case .tooDeep: "请另存为 8 位的 JPEG"
    case .unusualJPEG, .tooHeavy: "请另存为普通（基线）JPEG"
    case .transparent: "请提供相机拍摄的原图，不要用抠图后的图片"
    }
  }
}

/// What is our fault: a library that cannot be started.
struct DarkroomFault: Error {
  let doing: String
}
