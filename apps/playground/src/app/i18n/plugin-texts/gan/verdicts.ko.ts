/** Why two networks are out of balance, and what helps, in Korean. */
export const verdictTexts: Record<string, string> = {
  'A loss or a gradient is no longer a finite number. Lower the learning rate, or hold the discriminator with r1.': '손실이나 기울기가 숫자가 아니게 됐어요. 학습률을 낮추거나 r1로 판별자를 붙들어 주세요.',
  'No step has been made.': '아직 한 단계도 가지 않았어요.',
};

/** The same with numbers in them. */
export const verdictPatterns: readonly (readonly [RegExp, string])[] = [
  [/^A gradient has the norm (\S+), more than (\S+)\. Lower the learning rate, or clip gradients\.$/, '기울기의 길이가 $1이에요. $2보다 길어요. 학습률을 낮추거나 기울기 한도를 정해 주세요.'],
  [/^The discriminator's logits are (\S+) times what they were: they grow without bound\. Lower the learning rate, or hold it with r1 or spectral norm\.$/, '판별자의 로짓(logit)이 전보다 $1배로 커졌고 계속 커져요. 학습률을 낮추거나 r1이나 스펙트럼 정규화로 붙들어 주세요.'],
  [/^Step (\d+) of the (\d+) after which it can be judged\.$/, '$2단계가 지나야 판단할 수 있어요. 지금은 $1단계예요.'],
  [/^Pictures made are (\d+ %) as various as real ones: the generator repeats itself\. Lower its learning rate, add r1 or minibatch standard deviation, or go back to an earlier checkpoint\.$/, '만든 그림이 진짜의 $1만큼만 다양해요. 생성자의 학습률을 낮추거나, r1이나 미니배치 표준편차를 더하거나, 앞선 저장본으로 돌아가 주세요.'],
  [/^Only (\d+ %) of real pictures have a made one near them: much of the data is left out\. Add r1, more capacity or training, or go back to an earlier checkpoint\.$/, '진짜 그림의 $1만 가까이에 만든 그림이 있어요. 데이터의 많은 부분이 빠졌어요. r1을 더하거나, 신경망을 키우거나, 더 훈련하거나, 앞선 저장본으로 돌아가 주세요.'],
  [/^The discriminator tells (\d+ %) apart, so the generator learns nothing\. Lower its learning rate, raise r1, or augment what it sees\.$/, '판별자가 $1를 가려내요. 판별자의 학습률을 낮추거나, r1을 키우거나, 판별자가 보는 그림을 바꿔서 보여 주세요.'],
  [/^The discriminator takes nearly every training picture for real \(r_t = (\S+)\): it knows them by heart\. Turn adaptive augmentation on, or bring more pictures\.$/, '훈련 그림을 거의 다 진짜라고 해요(r_t = $1). 적응형 증강을 켜거나 그림을 더 모아 주세요.'],
  [/^The discriminator says the same of every picture \(its logits differ by (\S+)\): it teaches nothing\. Raise its learning rate or capacity, or lower r1\.$/, '어느 그림에나 같은 말을 해요(로짓 차이 $1). 판별자의 학습률이나 크기를 키우거나 r1을 줄여 주세요.'],
  [/^The discriminator is right for (\d+ %) only, less than by chance\. Raise its learning rate, or let it learn more often \(discriminatorSteps\)\.$/, '판별자가 $1만 맞혀요. 찍는 것보다 못해요. 판별자의 학습률을 키우거나 더 자주 배우게 해 주세요(discriminatorSteps).'],
];
