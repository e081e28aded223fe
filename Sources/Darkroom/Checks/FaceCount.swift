/// Exactly one person (99 号文：无他人).
///
/// Small faces peeping in and such cut by the edge count; a face outside the portrait fails when it is large enough to be the
/// one that was meant.
///
/// No picture without people in `dev` had a face with `leastFaceFlag`, all of one person had one, and of twenty with several all but one
/// (a distant group: no face at all) showed the others.
struct FaceCount: PhotoCheck {
  let name = "face-count"
  let title = "单人照"

  private enum Limits {
    /// Width by the photographed face's, from which another one outside the portrait may be the one that was meant.
    static let rival = 0.5
  }

  func finding(of photo: JudgedPhoto) -> Finding {
    let faces = photo.measures.faces
    let count = faces.faces.count
    func say(_ verdict: Finding.Verdict, _ message: String) -> Finding {
      Finding(check: name, verdict: verdict, value: Double(count), unit: "人", low: 1, high: 1, message: message)
    }
    if count == 0 { return say(.fail, "没有找到人脸：请正面对镜头、露出整张脸后重拍") }
    if count == 1 { return say(.pass, "照片里只有一个人") }
    if faces.othersInPortrait > 0 || !photo.hasPortrait || faces.largestOther >= Limits.rival {
      return say(.fail, "照片里有 \(count) 张脸：请让其他人离开画面后重拍")
    }
    return say(.look, "画面远处还有别人的脸，裁切后不在照片里，请人工看")
  }
}
