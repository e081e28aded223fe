/// The standards known when the program was made (domain.md 1.1–1.4): a center starts with them and edits its own copies.
extension PhotoStandard {
  public static let builtIn = [national2017, national2002, selfTaughtWhite, identityCard, freshman]

  /// Which of them a campaign of that graduating year begins with.
  public static func usual(for year: Int, kind: CampaignKind) -> PhotoStandard {
    if kind == .freshmen { return freshman }
    return year >= 2017 ? national2017 : national2002
  }

  static let lightBlue = Background("浅蓝", red: 100, green: 197, blue: 255)
  static let white = Background("白", red: 255, green: 255, blue: 255)
  static let lightGray = Background("浅灰", red: 240, green: 240, blue: 240)

  public static let national2017 = PhotoStandard(
    id: "national-2017", name: "高等教育学历证书图像规范（2017）", leastQuality: 60, fileBytes: Bounds(20_000...40_000),
    isFileSizeHard: false, hairlineToTopPixels: Bounds(50...110), eyes: EyePlacement(edge: .top, pixels: Bounds(200...300)),
    faceWidthPixels: Bounds(180...300), backgrounds: [lightBlue, white, lightGray], glasses: .asUsuallyWorn,
    newestWithinMonths: 12, source: "教毕指〔2017〕99号《高等教育学历证书电子注册图像采集规范及信息标准》", fromYear: 2017)

  /// The file size is that of the open universities in 2013; other places had other sizes.
  public static let national2002 = PhotoStandard(
    id: "national-2002", name: "高等教育学历证书图像规范（2002–2016）", fileBytes: Bounds(30_000...60_000), isFileSizeHard: false,
    composition: Composition(
      aboveHead: 100, head: 700, shoulders: 200, besideHead: 100, paperWidthMillimetres: 33, paperHeightMillimetres: 48,
      headWidthMillimetres: Bounds(21...24), headLengthMillimetres: Bounds(28...33)),
    backgrounds: [Background("蓝", red: 51, green: 143, blue: 178)], glasses: .unspecified,
    source: "2002–2016 年各地采集要求：头上空 1/10、头部 7/10、肩部 1/5、左右各空 1/10", fromYear: 2002, toYear: 2016)

  public static let selfTaughtWhite = PhotoStandard(
    id: "self-taught-white", name: "自学考试毕业照（白底）", leastQuality: 60, fileBytes: Bounds(20_000...40_000),
    isFileSizeHard: false, hairlineToTopPixels: Bounds(50...110), eyes: EyePlacement(edge: .top, pixels: Bounds(200...300)),
    faceWidthPixels: Bounds(180...300), backgrounds: [white], glasses: .asUsuallyWorn, newestWithinMonths: 6,
    source: "自学考试毕业照片要求（新疆等地）：尺寸与 2017 年规范相同，白底，半年以内", fromYear: 2017)

  public static let identityCard = PhotoStandard(
    id: "ga-461", name: "居民身份证照（GA 461-2004）", widthPixels: 358, heightPixels: 441, dotsPerInch: 350, leastQuality: 70,
    fileBytes: Bounds(14_000...20_000), isFileSizeHard: true, hairlineToTopPixels: Bounds(7...21),
    eyes: EyePlacement(edge: .bottom, pixels: Bounds(least: 207), decidesOverHairline: true),
    faceWidthPixels: Bounds(193...221), backgrounds: [white], glasses: .unspecified,
    source: "GA 461-2004《居民身份证制证用数字相片技术要求》", fromYear: 2004)

  public static let freshman = PhotoStandard(
    id: "freshman", name: "新生学籍照（白底）", fileBytes: Bounds(50_000...100_000), isFileSizeHard: false, backgrounds: [white],
    glasses: .unspecified, source: "院校新生学籍照片要求：白底、480×640 像素、50–100 KB；与采集单位另约")
}
