/**
 * What people call it, where the label of the emoji is another word or describes the picture: the name that is answered, then others that are
 * understood. English before the bar, Korean behind it.
 */
export const everydayNames: Readonly<Record<string, string>> = {
  '🍎': 'apple, red apple | 사과, 빨간 사과', '🍺': 'beer, beer mug | 맥주, 맥주잔', '🍻': 'cheers | 건배', '🥂': 'champagne | 샴페인', '🍷': 'wine, wine glass | 와인, 와인잔',
  '🍸': 'cocktail | 칵테일', '🍹': 'tropical drink | 열대 음료', '🥃': 'whisky, whiskey | 위스키', '☕': 'coffee, hot beverage | 커피', '🍵': 'tea, green tea | 차, 녹차',
  '🥛': 'milk, glass of milk | 우유', '🧃': 'juice, juice box | 주스', '🥤': 'soda, soft drink | 탄산음료', '🍚': 'rice, cooked rice | 밥', '🍙': 'rice ball | 주먹밥, 삼각김밥',
  '🍘': 'rice cracker | 쌀과자', '🍛': 'curry, curry rice | 카레, 카레라이스', '🍜': 'noodles, ramen | 국수, 라면', '🍲': 'stew, soup | 국, 찌개', '🍳': 'fried egg | 달걀 프라이, 계란 프라이',
  '🥚': 'egg | 달걀, 계란', '🧀': 'cheese, cheese wedge | 치즈', '🍫': 'chocolate, chocolate bar | 초콜릿', '🍩': 'doughnut, donut | 도넛', '🍔': 'hamburger, burger | 햄버거',
  '🍟': 'french fries, fries | 감자튀김', '🥔': 'potato | 감자', '🍠': 'sweet potato | 고구마', '🥜': 'peanut, peanuts | 땅콩', '🥞': 'pancake, pancakes | 팬케이크',
  '🌽': 'corn, ear of corn | 옥수수', '🌶️': 'chili pepper, hot pepper | 고추', '🥬': 'lettuce, leafy green | 상추', '🥗': 'salad, green salad | 샐러드', '🥝': 'kiwi, kiwi fruit | 키위',
  '🍊': 'tangerine, orange, mandarin | 귤', '🍒': 'cherry, cherries | 체리', '🫐': 'blueberry, blueberries | 블루베리', '🍇': 'grapes, grape | 포도', '🫘': 'beans, bean | 콩',
  '🫛': 'pea, pea pod | 완두콩', '🫚': 'ginger, ginger root | 생강', '🍖': 'meat, meat on bone | 고기', '🥩': 'steak, cut of meat | 스테이크', '🍗': 'chicken leg, drumstick | 닭다리',
  '🥖': 'baguette, baguette bread | 바게트', '🍰': 'cake, shortcake | 케이크, 조각 케이크', '🍧': 'shaved ice | 빙수', '🍥': 'fish cake | 어묵', '🍡': 'dango | 경단', '🍮': 'custard, pudding | 푸딩',
  '🥙': 'kebab | 케밥', '🥘': 'paella | 파에야', '🍱': 'lunch box, bento box | 도시락', '🥡': 'takeout box | 포장 음식', '🥫': 'canned food | 통조림', '🍯': 'honey, honey pot | 꿀',
  '🍼': 'baby bottle | 젖병', '🥣': 'cereal | 시리얼', '🫙': 'jar | 유리병', '🏺': 'jug, amphora | 항아리', '🔪': 'knife, kitchen knife | 칼, 식칼',
  '🐝': 'bee, honeybee | 벌, 꿀벌', '🐞': 'ladybug, ladybird, lady beetle | 무당벌레', '🐛': 'caterpillar, bug | 애벌레, 송충이', '🐦': 'bird | 새', '🐈': 'cat | 고양이', '🐕': 'dog | 개',
  '🐶': 'puppy, dog face | 강아지', '🐱': 'kitten, cat face | 새끼 고양이', '🐄': 'cow | 젖소, 암소', '🐂': 'ox | 황소', '🐮': 'cow face | 소 얼굴, 소', '🐑': 'sheep, ewe | 양', '🐰': 'bunny, rabbit face | 토끼 얼굴',
  '🐷': 'pig face | 돼지 얼굴', '🐵': 'monkey face | 원숭이 얼굴', '🐯': 'tiger face | 호랑이 얼굴', '🐲': 'dragon face | 용 얼굴', '🐴': 'horse face | 말 얼굴', '🐭': 'mouse face | 쥐 얼굴', '🐁': 'mouse | 생쥐', '🐀': 'rat | 쥐', '🐤': 'chick, baby chick | 병아리', '🐣': 'hatching chick | 알에서 깬 병아리', '🐳': 'spouting whale | 물 뿜는 고래',
  '🦀': 'crab | 게, 꽃게', '🦞': 'lobster | 바닷가재, 랍스터', '🦕': 'dinosaur, sauropod | 공룡', '🦖': 'tyrannosaurus, T-Rex | 티라노사우루스', '🐢': 'turtle | 거북이, 거북', '🐚': 'seashell, shell | 소라',
  '🕸️': 'spider web | 거미줄', '🐾': 'paw prints | 발자국', '🦄': 'unicorn | 유니콘', '🦛': 'hippo, hippopotamus | 하마', '🦏': 'rhino, rhinoceros | 코뿔소',
  '🌳': 'tree | 나무', '🌲': 'pine tree, evergreen tree | 소나무', '🌼': 'flower, blossom | 꽃, 꽃송이', '🌹': 'rose | 장미, 장미꽃', '🏵️': 'rosette | 장미 장식', '🌺': 'hibiscus | 히비스커스', '🌿': 'herb | 허브',
  '🍀': 'four-leaf clover, four leaf clover | 네잎클로버', '☘️': 'clover, shamrock | 토끼풀', '🪴': 'potted plant | 화분', '🌾': 'rice plant | 벼', '🍃': 'leaf, leaves | 나뭇잎, 잎', '🍂': 'fallen leaf | 낙엽',
};
