/// A small picture of the page 照片要求, with the one sentence why it is right or wrong.
struct ExamplePicture: Sendable {
  static let widthPixels = 240
  static let heightPixels = 320

  /// On the ``AssetShelf``.
  let fileName: String
  let bytes: [UInt8]
  let isGood: Bool
  let title: String
  let reason: String
  /// For who cannot see it.
  let alternative: String

  private static func right(
    _ fileName: String, _ bytes: [UInt8], _ title: String, _ reason: String, _ alternative: String
  ) -> ExamplePicture {
    ExamplePicture(
      fileName: fileName, bytes: bytes, isGood: true, title: title, reason: reason, alternative: alternative)
  }

  private static func wrong(
    _ fileName: String, _ bytes: [UInt8], _ title: String, _ reason: String, _ alternative: String
  ) -> ExamplePicture {
    ExamplePicture(
      fileName: fileName, bytes: bytes, isGood: false, title: title, reason: reason, alternative: alternative)
  }

  static let all: [ExamplePicture] = good + face + place

  private static let good: [ExamplePicture] = [
    right(
      "example-good.jpg", PackageResources.example_good_jpg, "合格", "正面、睁眼、嘴合拢，脸在正中，背景均匀。", "合格的照片：男子正面看镜头，浅蓝背景没有影子"),
    right(
      "example-glasses.jpg", PackageResources.example_glasses_jpg, "戴眼镜也合格", "镜片透明、不反光，镜框不压眼睛。",
      "合格的照片：女子戴细框眼镜，两只眼睛都看得清"),
    right(
      "example-hair.jpg", PackageResources.example_hair_jpg, "头发梳开", "额头、眉毛和脸的两边都露出来。", "合格的照片：女子头发向后，露出额头和两边脸"),
  ]

  private static let face: [ExamplePicture] = [
    wrong(
      "example-eyes-closed.jpg", PackageResources.example_eyes_closed_jpg, "闭眼", "眼睛没有睁开，认不出是不是本人。", "不合格的照片：女子两眼闭着"),
    wrong("example-teeth.jpg", PackageResources.example_teeth_jpg, "露牙", "笑得露出牙齿，嘴巴要合拢。", "不合格的照片：女子张嘴笑，露出牙齿"),
    wrong(
      "example-glare.jpg", PackageResources.example_glare_jpg, "镜片反光", "光斑遮住了眼睛；抬一抬镜腿或低一点头重拍。", "不合格的照片：女子的镜片上两块白光，看不见眼睛"),
    wrong(
      "example-fringe.jpg", PackageResources.example_fringe_jpg, "头发遮眼", "一边眼睛被头发挡住，刘海要梳开。", "不合格的照片：男子的头发盖住一只眼睛"),
    wrong("example-hat.jpg", PackageResources.example_hat_jpg, "戴帽子", "帽子盖住头顶和额头，要免冠。", "不合格的照片：女子戴着深蓝色的帽子"),
  ]

  private static let place: [ExamplePicture] = [
    wrong("example-tilted.jpg", PackageResources.example_tilted_jpg, "头歪", "头和肩斜向一边，要坐正。", "不合格的照片：女子的头向一边歪"),
    wrong(
      "example-off-centre.jpg", PackageResources.example_off_centre_jpg, "不在正中", "人偏到一边，左右要一样宽。", "不合格的照片：男子靠在画面的一边"),
    wrong("example-small.jpg", PackageResources.example_small_jpg, "脸太小", "离镜头太远，脸的宽度不够。", "不合格的照片：女子在画面里很小，四周大片空着"),
    wrong(
      "example-shadow.jpg", PackageResources.example_shadow_jpg, "背景有影子", "离背景太近，影子落在了布上；往前坐一点。", "不合格的照片：女子身后的背景上有一大块影子"),
    wrong("example-light.jpg", PackageResources.example_light_jpg, "一半脸黑", "光从一边来，脸上明暗不匀。", "不合格的照片：女子的脸一边亮一边暗"),
  ]

  /// For the ``AssetShelf``.
  static let files = all.map { AssetFiles.File(name: $0.fileName, use: .single, bytes: $0.bytes) }
}
